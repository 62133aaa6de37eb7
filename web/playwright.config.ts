import { defineConfig } from "@playwright/test";

/** The whole page against the real system on this machine, in Debian's Chromium. Nothing is mocked. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "target/e2e",
  globalSetup: "./e2e/local-run.ts",
  // Patience, not pauses: nothing takes so long, but a machine with other work may be ten times slower.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [["line"], ["junit", { outputFile: "target/surefire-reports/TEST-e2e.xml" }]],
  use: {
    locale: "en-IE",
    viewport: { width: 1280, height: 860 },
    // Recording takes a quarter of the time: "npx playwright test --trace on -g <test>" shows what one did.
    trace: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
