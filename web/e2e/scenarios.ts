import type { BrowserContext, Page } from "@playwright/test";
import { Customer } from "./customer";
import { baseUrl, expect, navigate } from "./fixtures";

/** Each function brings the page, once somebody is signed in, into a state of one of its views and waits for it. */

/** Longer than an access token is valid. */
export const AFTER_TOKEN_EXPIRY = "01:30:00";

export const waitUntilLoaded = async (page: Page) => {
  await expect(page.locator(".loading")).toHaveCount(0);
};

/** Makes requests to this address fail as they do without a network. */
const failRequests = (page: Page, address: string) => page.route(address, (route) => route.abort());

async function clickNavigation(page: Page, href: string): Promise<void> {
  await page.locator(`nav a[href="${href}"]`).click();
}

export async function causeLimitsConflict(page: Page): Promise<void> {
  await waitForDialog(page);
  await page.route("**/v1/limits", async (route) => {
    // As if somebody else had saved limits in the meantime.
    const headers = { ...route.request().headers(), "if-match": '"0"' };
    await route.continue(route.request().method() === "PUT" ? { headers } : {});
  });
  await page.locator("input[name=limit]").fill("77.00");
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog [role=alert]").waitFor();
}

/** Returns from the payment page after paying. */
export async function returnFromPayment(page: Page): Promise<void> {
  await page.goto(`${baseUrl()}/payments?top_up=${await newestPayment(page, "300.00")}&returned`);
  await page.locator(".notice[data-tone=good]").waitFor();
}

export async function cancelPayment(page: Page): Promise<void> {
  await page.goto(`${baseUrl()}/payments?top_up=${await newestPayment(page, "10.00")}&cancelled`);
  await page.locator("main [role=status] .icon").waitFor();
  await waitUntilLoaded(page);
}

async function newestPayment(page: Page, amount: string): Promise<string> {
  const answer = page.waitForResponse(/\/v1\/payments/);
  await clickNavigation(page, "/payments");
  const { data } = (await (await answer).json()) as { data: { id: string; amount: string }[] };
  return data.find((each) => each.amount === amount)?.id ?? "";
}

export async function failPayments(page: Page): Promise<void> {
  await failRequests(page, "**/v1/payments");
  await clickNavigation(page, "/payments");
  await page.locator("main .note button").waitFor();
}

export async function openLastMonth(page: Page): Promise<void> {
  await page.locator("main select").selectOption({ index: 1 });
  await expect(page).toHaveURL(/month=/);
  await waitUntilLoaded(page);
}

export async function openLastUsedDay(page: Page, _: BrowserContext, organisation: string): Promise<void> {
  await navigate(page, await new Customer(organisation).lastUsedDay());
  await page.locator("table.entries").waitFor();
}

export async function openDetails(page: Page, context: BrowserContext, organisation: string): Promise<void> {
  await openLastUsedDay(page, context, organisation);
  await page.locator(".row-action button").first().click();
  await page.locator(".row-details").waitFor();
}

export async function searchWithoutMatch(
  page: Page,
  context: BrowserContext,
  organisation: string,
): Promise<void> {
  await openLastUsedDay(page, context, organisation);
  await page.locator("input[type=search]").fill("nothing like it");
  await expect(page.locator("table.entries")).toHaveCount(0);
}

export async function waitForDialog(page: Page): Promise<void> {
  await page.locator("dialog input").first().waitFor();
}

export async function submitInvalidLimits(page: Page): Promise<void> {
  await waitForDialog(page);
  await page.locator("input[name=alert]").fill("1.2345");
  await page.locator("input[name=limit]").fill("0");
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").first().waitFor();
}

export async function submitInvalidAmount(page: Page): Promise<void> {
  await waitForDialog(page);
  await page.locator(".amounts .custom input").check();
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").waitFor();
}

export async function submitInvalidProfile(page: Page): Promise<void> {
  await waitForDialog(page);
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").first().waitFor();
}

export async function stallHistory(page: Page): Promise<void> {
  await page.route("**/v1/usage/months?*", () => new Promise(() => undefined));
  await clickNavigation(page, "/history");
  await page.locator(".loading").waitFor();
}

export async function failHistory(page: Page): Promise<void> {
  await failRequests(page, "**/v1/usage/months?*");
  await clickNavigation(page, "/history");
  await page.locator("main .note button").waitFor();
}

export async function goOffline(page: Page, context: BrowserContext): Promise<void> {
  await context.setOffline(true);
  await page.locator(".notice").first().waitFor();
}

export async function expireSession(page: Page): Promise<void> {
  await failRequests(page, "**/oidc/token");
  await page.clock.fastForward(AFTER_TOKEN_EXPIRY);
  await page.locator(".notice[data-tone=bad]").first().waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await page.locator(".bar-top > button").last().click();
  await page.locator("main.bare").waitFor();
}
