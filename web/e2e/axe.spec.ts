import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./test";
import { show, VIEWS, type View } from "./views";

const SCHEMES = ["light", "dark", "forced"] as const;
const WIDTHS = [320, 1280] as const;
const LOCALES = ["en-IE", "de-DE", "it-IT", "fr-FR", "es-ES"] as const;

interface Look {
  scheme: (typeof SCHEMES)[number];
  width: (typeof WIDTHS)[number];
  locale: (typeof LOCALES)[number];
}

/** 3, 2 and 5 have no common divisor: any thirty looks in a row have every scheme with every width and language. */
const look = (index: number): Look => ({
  scheme: SCHEMES[index % 3] ?? "light",
  width: WIDTHS[index % 2] ?? 320,
  locale: LOCALES[index % 5] ?? "en-IE",
});

const LOOKS = 30;

/** Each view in each state once; with FULL all of them in all thirty looks. */
const CASES: [View, Look][] = VIEWS.flatMap((view, index): [View, Look][] =>
  process.env["FULL"]
    ? Array.from({ length: LOOKS }, (_, each) => [view, look(each)])
    : [[view, look(index)]],
);

for (const [view, { scheme, width, locale }] of CASES)
  test.describe(() => {
    test.use({
      locale,
      viewport: { width, height: 800 },
      colorScheme: scheme === "dark" ? "dark" : "light",
      contextOptions: { forcedColors: scheme === "forced" ? "active" : "none", reducedMotion: "reduce" },
    });

    test(`${view.name} is accessible: ${scheme}, ${width}, ${locale}`, async ({ page, context }) => {
      await show(page, context, view);

      const found = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();

      expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      const small = page.locator("button:visible, select:visible, input:visible, nav a:visible");
      for (const box of await small.evaluateAll((all) =>
        all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect),
      ))
        expect(
          Math.min(box.width, box.height),
          "targets are 20 at least, and as many as 24 with what is around",
        ).toBeGreaterThan(19);
    });
  });
