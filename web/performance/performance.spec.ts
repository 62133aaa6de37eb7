import { audited } from "../e2e/audit";
import { expect, test } from "../e2e/test";
import { slowdown } from "./slowdown";

/** Lighthouse's phone on a slow network, by its own rules; only its processor is calibrated to this machine's. */
const PERFORMANCE = { onlyCategories: ["performance"] };
/** As little as an audit can be: what it tells of the machine is all that counts. */
const MACHINE = { throttlingMode: "provided", onlyAudits: ["viewport"] };
const TIMES = 5;
const LEAST = 98;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

for (const [index, expected] of [
  [100, 1],
  [150, 1],
  [475, 1.5],
  [800, 2],
  [1150, 2.7],
  [1300, 3],
  [1766, 5],
] as const)
  test(`a machine of index ${index} is slowed down by ${expected}`, () => {
    expect(slowdown(index)).toBeCloseTo(expected, 5);
  });

for (const [path, organisation] of [
  ["/", "initech"],
  ["/history", "acme"],
  ["/payments", "acme"],
  ["/pricing", "northwind"],
] as const)
  test(`${path} has a median performance of ${LEAST} at least`, async ({ launchOptions }) => {
    const indexes: number[] = [];
    const scores: number[] = [];
    await audited(launchOptions, organisation, async (audit) => {
      for (let time = 0; time < TIMES; time++)
        indexes.push((await audit(path, MACHINE)).environment.benchmarkIndex);
      const throttling = { cpuSlowdownMultiplier: slowdown(median(indexes)) };
      for (let time = 0; time < TIMES; time++) {
        const { categories } = await audit(path, { ...PERFORMANCE, throttling });
        scores.push(Math.round((categories["performance"]?.score ?? 0) * 100));
      }
    });
    const machine = `index ${Math.round(median(indexes))}, slowed down ${slowdown(median(indexes)).toPrecision(3)}x`;
    console.log(`${path.padEnd(12)} ${scores.join(" ")}  median ${median(scores)}  (${machine})`);
    expect(median(scores)).toBeGreaterThanOrEqual(LEAST);
  });
