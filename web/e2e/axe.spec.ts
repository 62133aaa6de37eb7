import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
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

/** What one presses is 40 pixels high and wide, a link in a row of text or of a table 24 high. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressed =
      "button, select, input:not([type=radio], [type=checkbox]), label:has(input), nav a, a.button";
    return [...document.querySelectorAll<HTMLElement>("button, select, input, a, label:has(input)")]
      .filter((each) => each.checkVisibility() && !each.closest(".hidden, .skip"))
      .filter((each) => !each.matches("input[type=radio], input[type=checkbox]") || !each.closest("label"))
      .filter((each) => !document.querySelector("dialog[open]") || each.closest("dialog"))
      .flatMap((each) => {
        const { width, height } = each.getBoundingClientRect();
        const least = each.matches(pressed) ? 40 : 24;
        // A label with a field inside is measured at the field.
        const isWhole = each.matches("label:has(input:not([type=radio], [type=checkbox]))");
        return isWhole || (height >= least - 0.5 && width >= least - 0.5)
          ? []
          : [`${Math.round(width)} x ${Math.round(height)}: ${each.className} ${each.textContent}`];
      });
  });
}

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
        .options({ rules: { "target-size": { enabled: true } } })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();

      expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(await tooSmall(page)).toEqual([]);
    });
  });
