import { withLighthouse } from "../e2e/lighthouse-audit";
import { expect, test } from "../e2e/fixtures";
import { slowdown } from "./slowdown";

/** Lighthouse's standard phone on a slow network, except that the slowdown is calibrated to this machine. */
const PERFORMANCE = { onlyCategories: ["performance"] };
/** The smallest audit there is, run for its benchmark of the machine. */
const MACHINE = { throttlingMode: "provided", onlyAudits: ["viewport"] };
const RUNS = 5;
const MIN_SCORE = 98;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

for (const [index, expected] of [
  [100, 1],
  [150, 1],
  [475, 1.5],
  [800, 2],
  [1150, 2.7],
  [1300, 3],
  [1533, 4],
  [3066, 4],
] as const)
  test(`a machine with benchmark index ${index} is slowed down by ${expected}`, () => {
    expect(slowdown(index)).toBeCloseTo(expected, 5);
  });

for (const [path, organisation] of [
  ["/", "initech"],
  ["/history", "acme"],
  ["/payments", "acme"],
  ["/pricing", "northwind"],
] as const)
  test(`${path} has a median performance score of at least ${MIN_SCORE}`, async ({ launchOptions }) => {
    const indexes: number[] = [];
    const scores: number[] = [];
    await withLighthouse(launchOptions, organisation, async (audit) => {
      for (let run = 0; run < RUNS; run++) {
        // Before each run, since a virtual machine is not always as fast.
        const { benchmarkIndex } = (await audit(path, MACHINE)).environment;
        indexes.push(Math.round(benchmarkIndex));
        const throttling = { cpuSlowdownMultiplier: slowdown(benchmarkIndex) };
        const { categories } = await audit(path, { ...PERFORMANCE, throttling });
        scores.push(Math.round((categories["performance"]?.score ?? 0) * 100));
      }
    });
    const machine = `indexes ${indexes.join(" ")}`;
    console.log(`${path.padEnd(12)} ${scores.join(" ")}  median ${median(scores)}  (${machine})`);
    expect(median(scores)).toBeGreaterThanOrEqual(MIN_SCORE);
  });
