import type { BrowserContext, Page } from "@playwright/test";
import { BASE, expect, signIn } from "./test";

/** A view in one of its states, and how one comes to see it on the real system. */
export interface View {
  name: string;
  organisation?: string;
  role?: "owner" | "member";
  path?: string;
  /** What is done once it is there. */
  then?: (page: Page, context: BrowserContext) => Promise<void>;
}

const settled = async (page: Page) => {
  await expect(page.locator(".loading")).toHaveCount(0);
};

/** Breaks every call that begins with this, as a network does. */
const broken = (page: Page, calls: string) => page.route(calls, (route) => route.abort());

async function follow(page: Page, href: string): Promise<void> {
  await page.locator(`nav a[href="${href}"]`).click();
}

/** Every view, and every state that it can be in. */
export const VIEWS: View[] = [
  { name: "overview", organisation: "acme", then: settled },
  { name: "overview of a member", organisation: "acme", role: "member", then: settled },
  { name: "overview, empty", organisation: "fresh", then: settled },
  { name: "overview, near the alert", organisation: "globex", then: settled },
  { name: "overview, over the alert", organisation: "initech", then: settled },
  { name: "overview, limit reached", organisation: "contoso", then: settled },
  { name: "overview, no credits", organisation: "fabrikam", then: settled },
  { name: "overview, both", organisation: "northwind", then: settled },
  { name: "overview of last month", organisation: "kiwi", path: "/", then: lastMonth },
  { name: "history", organisation: "acme", path: "/history", then: settled },
  { name: "history, empty", organisation: "fresh", path: "/history", then: settled },
  { name: "day", organisation: "acme", then: firstDay },
  { name: "day with details", organisation: "acme", then: details },
  { name: "day with refusals", organisation: "contoso", then: firstDay },
  { name: "day, nothing found", organisation: "acme", then: nothingFound },
  { name: "pricing", organisation: "acme", path: "/pricing", then: settled },
  { name: "pricing, nothing found", organisation: "acme", path: "/pricing?q=xyz", then: settled },
  { name: "limits", organisation: "acme", path: "/?dialog=limits", then: dialog },
  { name: "limits, refused", organisation: "acme", path: "/?dialog=limits", then: wrongLimits },
  {
    name: "quota, limit reached",
    organisation: "contoso",
    role: "member",
    path: "/quota-exceeded",
    then: settled,
  },
  { name: "quota, no credits", organisation: "fabrikam", path: "/quota-exceeded", then: settled },
  { name: "quota, both", organisation: "northwind", path: "/quota-exceeded", then: settled },
  { name: "quota, nothing", organisation: "acme", path: "/quota-exceeded", then: settled },
  { name: "not found", organisation: "acme", path: "/nowhere", then: settled },
  { name: "loading", organisation: "acme", path: "/pricing", then: loading },
  { name: "fault", organisation: "acme", path: "/pricing", then: fault },
  { name: "offline", organisation: "acme", then: offline },
  { name: "session ended", organisation: "acme", then: ended },
  { name: "signed out", organisation: "acme", then: signedOut },
  { name: "payments, empty", organisation: "fresh", path: "/payments", then: settled },
  { name: "payments of a member", organisation: "acme", role: "member", path: "/payments", then: settled },
  { name: "top up", organisation: "acme", path: "/?dialog=top-up", then: dialog },
  { name: "top up at a reached limit", organisation: "contoso", path: "/?dialog=top-up", then: dialog },
  { name: "top up, refused", organisation: "acme", path: "/?dialog=top-up", then: wrongAmount },
  { name: "billing profile", organisation: "acme", path: "/payments?dialog=billing", then: dialog },
  {
    name: "billing profile, refused",
    organisation: "fresh",
    path: "/payments?dialog=billing",
    then: wrongProfile,
  },
  { name: "sign in" },
];

export async function show(page: Page, context: BrowserContext, view: View): Promise<void> {
  if (view.organisation === undefined) {
    await page.goto(BASE());
    await page.waitForURL(/\/oidc\/authorize/);
    return;
  }
  await signIn(page, view.organisation, view.role ?? "owner", view.path ?? "/");
  await view.then?.(page, context);
}

async function lastMonth(page: Page): Promise<void> {
  await page.locator("main select").selectOption({ index: 1 });
  await expect(page).toHaveURL(/month=/);
  await settled(page);
}

async function firstDay(page: Page): Promise<void> {
  await page.locator("tbody tr:not([data-quiet=true]) th a").first().click();
  await page.locator("table.entries").waitFor();
}

async function details(page: Page): Promise<void> {
  await firstDay(page);
  await page.locator(".row-action button").first().click();
  await page.locator(".row-details").waitFor();
}

async function nothingFound(page: Page): Promise<void> {
  await firstDay(page);
  await page.locator("input[type=search]").fill("nothing like it");
  await expect(page.locator("table.entries")).toHaveCount(0);
}

async function dialog(page: Page): Promise<void> {
  await page.locator("dialog input").first().waitFor();
}

async function wrongLimits(page: Page): Promise<void> {
  await dialog(page);
  await page.locator("input[name=alert]").fill("1.2345");
  await page.locator("input[name=limit]").fill("0");
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").first().waitFor();
}

async function wrongAmount(page: Page): Promise<void> {
  await dialog(page);
  await page.locator(".amounts .custom input").check();
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").waitFor();
}

async function wrongProfile(page: Page): Promise<void> {
  await dialog(page);
  await page.locator("dialog button[type=submit]").click();
  await page.locator("dialog .error").first().waitFor();
}

async function loading(page: Page): Promise<void> {
  await page.route("**/v1/usage/months?*", () => new Promise(() => undefined));
  await follow(page, "/history");
  await page.locator(".loading").waitFor();
}

async function fault(page: Page): Promise<void> {
  await broken(page, "**/v1/usage/months?*");
  await follow(page, "/history");
  await page.locator("main .note button").waitFor();
}

async function offline(page: Page, context: BrowserContext): Promise<void> {
  await context.setOffline(true);
  await page.locator(".notice").first().waitFor();
}

async function ended(page: Page): Promise<void> {
  await broken(page, "**/oidc/token");
  await page.clock.install();
  await page.clock.fastForward("01:30:00");
  await page.locator(".notice[data-tone=bad]").first().waitFor();
}

async function signedOut(page: Page): Promise<void> {
  await page.locator(".bar-top > button").last().click();
  await page.locator("main.bare").waitFor();
}
