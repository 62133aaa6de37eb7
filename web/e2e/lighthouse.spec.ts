import { withLighthouse, type LighthouseResult } from "./lighthouse-audit";
import { expect, test } from "./fixtures";

/** Speed is measured by `npm run performance`; here nothing is slowed down. */
const FLAGS = {
  throttlingMode: "provided",
  onlyCategories: ["accessibility", "best-practices", "seo"],
  onlyAudits: ["cumulative-layout-shift"],
};

const MAX_LAYOUT_SHIFT = 0.01;

function failing(result: LighthouseResult): unknown[] {
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
  test(`${organisation}: ${paths.join(", ").replace(today, "…")} get full marks from Lighthouse`, async ({
    launchOptions,
  }) => {
    test.setTimeout(180_000);
    await withLighthouse(launchOptions, organisation, async (audit) => {
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
        ).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
      }
    });
  });
