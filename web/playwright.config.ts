import { defineConfig } from "@playwright/test";
import { FULL, TIME_ZONE } from "./e2e/seed";

/** Patience, not pauses: nothing takes so long, but a machine with other work may be twenty times slower. */
const MINUTE_MILLIS = 60_000;

/** One that pretends a moment reports beside the others. */
const report = ["TEST-e2e", ...(process.env["NOW"] ? [process.env["NOW"].replaceAll(/\W/g, "")] : [])].join(
  "-",
);

/** The whole page against the real system on this machine, in Debian's Chromium. Nothing is mocked. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "target/e2e",
  globalSetup: "./e2e/local-run.ts",
  ...(FULL ? {} : { testIgnore: "lighthouse.spec.ts" }),
  timeout: 30 * MINUTE_MILLIS,
  expect: { timeout: 5 * MINUTE_MILLIS },
  fullyParallel: true,
  workers: Number(process.env["WORKERS"] ?? 2),
  // Only what failed while a day ended is begun again: test.ts sees to that.
  retries: 1,
  forbidOnly: true,
  reporter: [
    ["./e2e/summary.ts"],
    ["line"],
    ["junit", { outputFile: `target/surefire-reports/${report}.xml` }],
  ],
  use: {
    actionTimeout: 5 * MINUTE_MILLIS,
    navigationTimeout: 5 * MINUTE_MILLIS,
    locale: "en-IE",
    // Days are those of the account, wherever one looks at them from.
    timezoneId: TIME_ZONE,
    viewport: { width: 1280, height: 860 },
    // Recording takes a quarter of the time: "npx playwright test --trace on -g <test>" shows what one did.
    trace: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      timeout: 10 * MINUTE_MILLIS,
    },
  },
});
