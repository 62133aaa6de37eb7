import type { BrowserContext, Page } from "@playwright/test";
import { Customer } from "./customer";
import { BASE, expect, go } from "./test";

/** Each of these comes, once one is signed in, to see a view in one of its states, and waits until it is there. */

/** Until a token is good for nothing any longer. */
export const AFTER_THE_TOKEN = "01:30:00";

/** All figures have come. */
export const settled = async (page: Page) => {
  await expect(page.locator(".loading")).toHaveCount(0);
};

/** Breaks every call that begins with this, as a network does. */
const broken = (page: Page, calls: string) => page.route(calls, (route) => route.abort());

async function follow(page: Page, href: string): Promise<void> {
  await page.locator(`nav a[href="${href}"]`).click();
}

export async function conflict(page: Page): Promise<void> {
  await dialog(page);
  await page.route("**/v1/limits", async (route) => {
    // Between reading and saving: as if somebody else had been quicker.
    const headers = { ...route.request().headers(), "if-match": '"0"' };
    await route.continue(route.request().method() === "PUT" ? { headers } : {});
  });
  await page.locator("input[name=limit]").fill("77.00");
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog [role=alert]").waitFor();
}

/** As one comes back from the payment page with the newest payment that is paid. */
export async function returned(page: Page): Promise<void> {
  await page.goto(`${BASE()}/payments?top_up=${await newest(page, "300.00")}&returned`);
  await page.locator(".notice[data-tone=good]").waitFor();
}

export async function cancelled(page: Page): Promise<void> {
  await page.goto(`${BASE()}/payments?top_up=${await newest(page, "10.00")}&cancelled`);
  await page.locator("main [role=status] .icon").waitFor();
  await settled(page);
}

async function newest(page: Page, amount: string): Promise<string> {
  const answer = page.waitForResponse(/\/v1\/payments/);
  await follow(page, "/payments");
  const { data } = (await (await answer).json()) as { data: { id: string; amount: string }[] };
  return data.find((each) => each.amount === amount)?.id ?? "";
}

export async function paymentsFault(page: Page): Promise<void> {
  await broken(page, "**/v1/payments");
  await follow(page, "/payments");
  await page.locator("main .note button").waitFor();
}

export async function lastMonth(page: Page): Promise<void> {
  await page.locator("main select").selectOption({ index: 1 });
  await expect(page).toHaveURL(/month=/);
  await settled(page);
}

/** The last day on which somebody used something. */
export async function lastDay(page: Page, _: BrowserContext, organisation: string): Promise<void> {
  await go(page, await new Customer(organisation).lastDay());
  await page.locator("table.entries").waitFor();
}

export async function details(page: Page, context: BrowserContext, organisation: string): Promise<void> {
  await lastDay(page, context, organisation);
  await page.locator(".row-action button").first().click();
  await page.locator(".row-details").waitFor();
}

export async function nothingFound(page: Page, context: BrowserContext, organisation: string): Promise<void> {
  await lastDay(page, context, organisation);
  await page.locator("input[type=search]").fill("nothing like it");
  await expect(page.locator("table.entries")).toHaveCount(0);
}

export async function dialog(page: Page): Promise<void> {
  await page.locator("dialog input").first().waitFor();
}

export async function wrongLimits(page: Page): Promise<void> {
  await dialog(page);
  await page.locator("input[name=alert]").fill("1.2345");
  await page.locator("input[name=limit]").fill("0");
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").first().waitFor();
}

export async function wrongAmount(page: Page): Promise<void> {
  await dialog(page);
  await page.locator(".amounts .custom input").check();
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").waitFor();
}

export async function wrongProfile(page: Page): Promise<void> {
  await dialog(page);
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").first().waitFor();
}

export async function loading(page: Page): Promise<void> {
  await page.route("**/v1/usage/months?*", () => new Promise(() => undefined));
  await follow(page, "/history");
  await page.locator(".loading").waitFor();
}

export async function fault(page: Page): Promise<void> {
  await broken(page, "**/v1/usage/months?*");
  await follow(page, "/history");
  await page.locator("main .note button").waitFor();
}

export async function offline(page: Page, context: BrowserContext): Promise<void> {
  await context.setOffline(true);
  await page.locator(".notice").first().waitFor();
}

export async function ended(page: Page): Promise<void> {
  await broken(page, "**/oidc/token");
  await page.clock.fastForward(AFTER_THE_TOKEN);
  await page.locator(".notice[data-tone=bad]").first().waitFor();
}

export async function signedOut(page: Page): Promise<void> {
  await page.locator(".bar-top > button").last().click();
  await page.locator("main.bare").waitFor();
}
