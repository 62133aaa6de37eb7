import { audited, type Result } from "./audit";
import { expect, test } from "./test";

/** Seconds are for the benchmarks: here nothing is slowed down, and nothing of it is judged. */
const FLAGS = {
  throttlingMode: "provided",
  onlyCategories: ["accessibility", "best-practices", "seo"],
  onlyAudits: ["cumulative-layout-shift"],
};

const LAYOUT_SHIFT = 0.01;

function failing(result: Result): unknown[] {
  return Object.values(result.audits)
    .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === "binary")
    .map(({ id, details }) => [id, JSON.stringify(details).slice(0, 400)]);
}

const today = new Date().toISOString().slice(0, 10);

for (const [organisation, ...paths] of [
  ["northwind", "/", "/quota-exceeded", "/alerts"],
  ["acme", "/history", `/day/${today}`],
  ["initech", "/payments", "/pricing"],
] as const)
  test(`${organisation}: ${paths.join(", ").replace(today, "…")} are as good as Lighthouse can say`, async ({
    launchOptions,
  }) => {
    test.setTimeout(180_000);
    await audited(launchOptions, organisation, async (audit) => {
      for (const path of paths) {
        const result = await audit(path, FLAGS);
        const scores = Object.fromEntries(
          Object.entries(result.categories).map(([name, { score }]) => [name, score]),
        );
        expect(scores, `${path} ${JSON.stringify(failing(result))}`).toEqual({
          accessibility: 1,
          "best-practices": 1,
          seo: 1,
        });
        expect(
          result.audits["cumulative-layout-shift"]?.numericValue,
          `layout shift of ${path}`,
        ).toBeLessThanOrEqual(LAYOUT_SHIFT);
      }
    });
  });
