import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What axe knows, and what it does not: reflow, targets, text that is spaced out. A view that fails does not hide the next. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Once a page is enough: it is half a megabyte to be read.
  const isThere = await page.evaluate(() => "axe" in window);
  const found = await new AxeBuilder({ page, ...(isThere && { axeSource: "undefined" }) })
    // There are no frames, so no second page is needed to put results together.
    .setLegacyMode()
    .options({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const violations = found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
  expect.soft(violations, `axe: ${what}`).toEqual([]);
  expect.soft(await byColourAlone(page), `said by colour alone: ${what}`).toEqual([]);
  expect.soft(await sideways(page), `wider than the window: ${what}`).toEqual([]);
  expect.soft(await tooSmall(page), `too small to press: ${what}`).toEqual([]);
  expect.soft(await cutWhenSpaced(page), `cut when text is spaced out: ${what}`).toEqual([]);
}

/** WCAG 1.4.1: whatever has a colour that means something says it in words, beside a drawing. A tick's words are its label's. */
function byColourAlone(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-tone]:not([data-tone=none], .meter-tick)")]
      .filter((each) => each.textContent.trim() === "" || !each.querySelector(".icon"))
      .map((each) => `${each.tagName}.${each.getAttribute("class")} ${each.textContent}`),
  );
}

/** WCAG 1.4.10: what reaches beyond the window, outside of the regions of tables, which scroll by themselves. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("main *, header *, footer *")]
      .filter((each) => each.getBoundingClientRect().right > clientWidth + 0.5 && !each.closest(".scroll *"))
      .map((each) => `${each.tagName}.${each.getAttribute("class")} ${each.textContent.slice(0, 40)}`);
  });
}

/** What one presses is 40 pixels high and wide, a link in a row of text or of a table 24 high: WCAG 2.5.8 asks for 24. */
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

/** WCAG 1.4.12: with the spacing that it names, no text is cut off or runs out of what it stands in. */
function cutWhenSpaced(page: Page): Promise<string[]> {
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
