import { defineConfig } from "@playwright/test";
import { BROWSER_TIME_ZONE, FULL } from "./e2e/seed";

/** Timeouts are generous because a busy machine may be twenty times slower; nothing waits for them otherwise. */
const MINUTE_MS = 60_000;

/** A run at a pretended moment writes a report of its own. */
const report = ["TEST-e2e", ...(process.env["NOW"] ? [process.env["NOW"].replaceAll(/\W/g, "")] : [])].join(
  "-",
);

/** Tests the page in Debian's Chromium against the whole system on this machine. Nothing is mocked. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "target/e2e",
  globalSetup: "./e2e/local-run.ts",
  ...(FULL ? {} : { testIgnore: "lighthouse.spec.ts" }),
  timeout: 30 * MINUTE_MS,
  expect: { timeout: 5 * MINUTE_MS },
  fullyParallel: true,
  workers: Number(process.env["WORKERS"] ?? 2),
  // Only a test that failed while a day ended is retried: see fixtures.ts.
  retries: 1,
  forbidOnly: true,
  reporter: [
    ["./e2e/summary-reporter.ts"],
    ["line"],
    ["junit", { outputFile: `target/surefire-reports/${report}.xml` }],
  ],
  use: {
    actionTimeout: 5 * MINUTE_MS,
    navigationTimeout: 5 * MINUTE_MS,
    locale: "en-IE",
    // The page shows the account's days, wherever it is viewed from.
    timezoneId: BROWSER_TIME_ZONE,
    viewport: { width: 1280, height: 860 },
    // Tracing costs a quarter of the time: record a single test with "npx playwright test --trace on -g <test>".
    trace: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      timeout: 10 * MINUTE_MS,
    },
  },
});
