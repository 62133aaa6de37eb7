import type { Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";
import { BROWSER_TIME_ZONE, SEED } from "./seed";

const SLOWEST = 10;
const MINUTE_MILLIS = 60_000;

const tenths = new Intl.NumberFormat("en-IE", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const seconds = (millis: number) => `${tenths.format(millis / 1_000).padStart(7)} s`;

/** Prints how long each file and the slowest tests took, and how to repeat the run with the same sample. */
export default class SummaryReporter implements Reporter {
  private readonly tests: { file: string; title: string; millis: number }[] = [];
  private readonly began = Date.now();

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_: unknown, suite: Suite): void {
    const { NOW } = process.env;
    const moment = NOW ? `NOW=${NOW} ` : "";
    console.log(`${suite.allTests().length} tests, browser in ${BROWSER_TIME_ZONE}`);
    console.log(`Repeat with: ${moment}SEED='${SEED}' npm run e2e`);
  }

  onTestEnd(test: TestCase, { duration: millis, retry }: TestResult): void {
    const file = test.location.file.replace(/.*\//, "");
    this.tests.push({ file, title: retry > 0 ? `${test.title} (retry)` : test.title, millis });
  }

  onEnd(): void {
    const files = [...new Set(this.tests.map(({ file }) => file))];
    const totals = files.map((file) => {
      const tests = this.tests.filter((test) => test.file === file);
      return { file, count: tests.length, millis: tests.reduce((sum, { millis }) => sum + millis, 0) };
    });
    console.log("\nTotal time of the tests in each file:");
    for (const { file, count, millis } of totals.sort((a, b) => b.millis - a.millis))
      console.log(`${seconds(millis)}  ${file}, ${count}`);
    console.log(`\nThe ${SLOWEST} slowest:`);
    const slowest = this.tests.sort((a, b) => b.millis - a.millis).slice(0, SLOWEST);
    for (const { file, title, millis } of slowest) console.log(`${seconds(millis)}  ${file}: ${title}`);
    console.log(`\n${tenths.format((Date.now() - this.began) / MINUTE_MILLIS)} minutes; SEED=${SEED}`);
  }
}
