import { audited } from "../e2e/audit";
import { expect, test } from "../e2e/test";

/** Lighthouse's phone on a slow network, slowed down as it does by default. */
const FLAGS = { onlyCategories: ["performance"] };
const TIMES = 5;
const LEAST = 98;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

for (const [path, organisation] of [
  ["/", "initech"],
  ["/history", "acme"],
  ["/payments", "acme"],
  ["/pricing", "northwind"],
] as const)
  test(`${path} has a median performance of ${LEAST} at least`, async ({ launchOptions }) => {
    const scores: number[] = [];
    await audited(launchOptions, organisation, async (audit) => {
      for (let time = 0; time < TIMES; time++) {
        const { categories } = await audit(path, FLAGS);
        scores.push(Math.round((categories["performance"]?.score ?? 0) * 100));
      }
    });
    console.log(`${path.padEnd(12)} ${scores.join(" ")}  median ${median(scores)}`);
    expect(median(scores)).toBeGreaterThanOrEqual(LEAST);
  });
