import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Checks a view with axe, and its use of colour, reflow, target sizes and text spacing. Failures do not stop the test. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // A colour on its way to another is nobody's choice.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation instanceof CSSTransition) animation.finish();
  });
  // axe is half a megabyte of script, so each page loads it once.
  const isLoaded = await page.evaluate(() => "axe" in window);
  const found = await new AxeBuilder({ page, ...(isLoaded && { axeSource: "undefined" }) })
    // There are no frames whose results would have to be merged in a second page.
    .setLegacyMode()
    .options({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const violations = found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
  expect.soft(violations, `axe: ${what}`).toEqual([]);
  expect.soft(await byColourAlone(page), `conveyed by colour alone: ${what}`).toEqual([]);
  expect.soft(await beyondWindow(page), `wider than the window: ${what}`).toEqual([]);
  expect.soft(await tooSmall(page), `target too small: ${what}`).toEqual([]);
  expect.soft(await cutOffWhenSpaced(page), `cut off with wider text spacing: ${what}`).toEqual([]);
}

/** WCAG 1.4.1: finds elements with a meaningful colour but no text or icon. Ticks of a meter have labels instead. */
function byColourAlone(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-tone]:not([data-tone=none], .meter-tick)")]
      .filter((each) => each.textContent.trim() === "" || !each.querySelector(".icon"))
      .map((each) => `${each.tagName}.${each.getAttribute("class")} ${each.textContent}`),
  );
}

/** WCAG 1.4.10: finds elements that reach beyond the window, except in table regions, which scroll by themselves. */
function beyondWindow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("main *, header *, footer *")]
      .filter((each) => each.getBoundingClientRect().right > clientWidth + 0.5 && !each.closest(".scroll *"))
      .map((each) => `${each.tagName}.${each.getAttribute("class")} ${each.textContent.slice(0, 40)}`);
  });
}

/** Finds controls below 40 by 40 pixels and text links below the 24 by 24 that WCAG 2.5.8 requires. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls =
      "button, select, input:not([type=radio], [type=checkbox]), label:has(input), nav a, a.button";
    return [...document.querySelectorAll<HTMLElement>("button, select, input, a, label:has(input)")]
      .filter((each) => each.checkVisibility() && !each.closest(".hidden, .skip"))
      .filter((each) => !each.matches("input[type=radio], input[type=checkbox]") || !each.closest("label"))
      .filter((each) => !document.querySelector("dialog[open]") || each.closest("dialog"))
      .flatMap((each) => {
        const { width, height } = each.getBoundingClientRect();
        const least = each.matches(controls) ? 40 : 24;
        // A label around a text field is large enough if the field is.
        const isWhole = each.matches("label:has(input:not([type=radio], [type=checkbox]))");
        return isWhole || (height >= least - 0.5 && width >= least - 0.5)
          ? []
          : [`${Math.round(width)} x ${Math.round(height)}: ${each.className} ${each.textContent}`];
      });
  });
}

/** WCAG 1.4.12: finds text that is cut off or overflows with the text spacing that this rule defines. */
function cutOffWhenSpaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
        "p { margin-block-end: 2em !important }",
    );
    const before = [...document.adoptedStyleSheets];
    document.adoptedStyleSheets = [...before, spacing];
    const cut = [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((each) => each.checkVisibility() && !each.closest(".hidden, .skip, svg, nav"))
      .filter((each) => !each.matches(".scroll, table, table *, select, input, .meter-track, .meter-track *"))
      .filter((each) => [...each.childNodes].some((node) => node instanceof Text && node.data.trim() !== ""))
      .filter((each) => getComputedStyle(each).display !== "inline")
      .filter((each) => each.scrollWidth > each.clientWidth + 1 || isCutBelow(each))
      .map((each) => `${each.tagName}.${each.className} ${each.textContent.slice(0, 60)}`);
    const { clientWidth, scrollWidth } = document.documentElement;
    const beyond = [...document.querySelectorAll("body *")].filter(
      (each) => scrollWidth > clientWidth && each.getBoundingClientRect().right > clientWidth + 0.5,
    );
    const wide = beyond.map((each) => `beyond the window: ${each.tagName} ${each.textContent.slice(0, 60)}`);
    document.adoptedStyleSheets = before;
    return [...cut, ...wide];

    function isCutBelow(each: HTMLElement): boolean {
      const isCutting = /hidden|clip/.test(getComputedStyle(each).overflowY);
      return isCutting && each.scrollHeight > each.clientHeight + 1;
    }
  });
}
