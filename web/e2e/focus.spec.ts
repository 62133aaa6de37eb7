import type { Page } from "@playwright/test";
import { limitAndCredits, limitReached, sharedAccount, overAlert } from "./accounts";
import { expect, signIn, test } from "./fixtures";

/** Why the focused element cannot be seen; null if it can, or if nothing is focused. */
function focusFault(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { activeElement: focused } = document;
    if (!(focused instanceof HTMLElement) || focused === document.body) return null;
    const name = `${focused.tagName}.${focused.className} ${(focused.ariaLabel ?? focused.textContent).slice(0, 40)}`;
    const { left, right, top, bottom } = focused.getBoundingClientRect();
    const x = [Math.max(left, 0), Math.min(right, innerWidth)] as const;
    const y = [Math.max(top, 0), Math.min(bottom, innerHeight)] as const;
    if (x[0] >= x[1] || y[0] >= y[1]) return `outside of the window: ${name}`;
    const isOnTop = [0.1, 0.5, 0.9].some((part) => {
      const at = document.elementFromPoint(x[0] + (x[1] - x[0]) * part, y[0] + (y[1] - y[0]) * part);
      return at !== null && (focused.contains(at) || at.contains(focused));
    });
    if (!isOnTop) return `behind something else: ${name}`;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? null : `without a ring: ${name}`;
  });
}

/** The position of the focused element in the document. */
const focusPath = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const path: number[] = [];
    for (let at = document.activeElement; at?.parentElement; at = at.parentElement)
      path.unshift([...at.parentElement.children].indexOf(at));
    return path.join(".");
  });

/** More tab stops than any view has. */
const MAX_STOPS = 150;

for (const [path, organisation, size] of [
  ["/", limitAndCredits, { width: 320, height: 480 }],
  ["/payments", "acme", { width: 1280, height: 600 }],
  ["/pricing", "acme", { width: 320, height: 480 }],
  ["/?dialog=limits", limitReached, { width: 320, height: 480 }],
  ["/?dialog=top-up", limitReached, { width: 1280, height: 400 }],
  ["/payments?dialog=billing", "acme", { width: 320, height: 480 }],
] as const)
  test(`${path} shows the focus at every tab stop in a window of ${size.width} x ${size.height}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const id = typeof organisation === "string" ? organisation : (await sharedAccount(organisation)).id;
    await signIn(page, id, "owner", path);
    await expect(page.locator(".loading")).toHaveCount(0);
    if (path.includes("dialog")) await page.locator("dialog input").first().waitFor();

    const stops = new Set<string>();
    for (let tabs = 0; tabs < MAX_STOPS; tabs++) {
      await page.keyboard.press("Tab");
      const [fault, stop] = await Promise.all([focusFault(page), focusPath(page)]);
      expect(fault).toBeNull();
      if (stops.has(stop)) break;
      stops.add(stop);
    }

    expect(stops.size).toBeGreaterThan(path.includes("dialog") ? 4 : 12);
    expect(stops.size).toBeLessThan(MAX_STOPS);
  });

for (const [path, period] of [
  ["/", "month"],
  ["/history", "year"],
] as const)
  test(`the link to the next ${period} keeps the focus when it reaches the current ${period}`, async ({
    page,
  }) => {
    await signIn(page, "acme", "member", path);
    await page.getByRole("link", { name: `Previous ${period}` }).click();
    await expect(page).toHaveURL(new RegExp(`${period}=`));
    const next = page.getByRole("link", { name: `Next ${period}` });
    await next.press("Enter");
    await expect(next).toHaveAttribute("aria-disabled", "true");
    await expect(next).toBeFocused();
    await next.press("Enter");
    await expect(next).toBeFocused();
  });

test("a dismissed alert stays away for the month, and the focus moves to the heading", async ({ page }) => {
  await signIn(page, (await overAlert()).id);
  const alert = page.getByText(/^Alert threshold exceeded: /);
  await page.getByRole("button", { name: "Dismiss for this month" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(alert).toHaveCount(0);

  await page.reload();
  await expect(page.getByRole("meter")).toBeVisible();
  await expect(alert).toHaveCount(0);
  await page.evaluate(() => {
    for (const [name, value] of Object.entries(localStorage))
      if (name.startsWith("dismissed:")) {
        localStorage.removeItem(name);
        localStorage.setItem(name.replace(/\d{4}-\d\d$/, "2001-01"), String(value));
      }
  });
  await page.reload();
  await expect(alert).toBeVisible();
});
