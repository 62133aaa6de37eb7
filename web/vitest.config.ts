import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import bundle from "./vite.config";

export default mergeConfig(
  bundle,
  defineConfig({
    test: {
      include: ["src/**/*.test.{ts,tsx}"],
      environment: "node",
      reporters: ["default", ["junit", { outputFile: "target/surefire-reports/TEST-unit.xml" }]],
    },
  }),
);
