import type { BrowserContext, Page } from "@playwright/test";
import { afterwards, Customer, key } from "./customer";
import { BASE, expect, signIn } from "./test";

/** A view in one of its states, and how one comes to see it on the real system. */
export interface View {
  name: string;
  /** A demo organisation, or one that something is made to happen to first. */
  organisation?: string | (() => Promise<string>);
  role?: "owner" | "member";
  path?: string;
  /** One of those that `states.spec.ts` looks at in every account; it is listed to be seen. */
  isInEveryAccount?: true;
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
  { name: "overview", isInEveryAccount: true, organisation: "acme", then: settled },
  { name: "overview of a member", organisation: "acme", role: "member", then: settled },
  { name: "overview, empty", isInEveryAccount: true, organisation: "fresh", then: settled },
  { name: "overview, near the alert", isInEveryAccount: true, organisation: "globex", then: settled },
  { name: "overview, over the alert", isInEveryAccount: true, organisation: "initech", then: settled },
  { name: "overview, limit reached", isInEveryAccount: true, organisation: "contoso", then: settled },
  { name: "overview, no credits", isInEveryAccount: true, organisation: "fabrikam", then: settled },
  { name: "overview, both", isInEveryAccount: true, organisation: "northwind", then: settled },
  { name: "overview of last month", organisation: "kiwi", path: "/", then: lastMonth },
  { name: "history", isInEveryAccount: true, organisation: "acme", path: "/history", then: settled },
  { name: "history, empty", isInEveryAccount: true, organisation: "fresh", path: "/history", then: settled },
  { name: "day", organisation: "acme", then: firstDay },
  { name: "day with details", organisation: "acme", then: details },
  { name: "day with refusals", organisation: "contoso", then: firstDay },
  { name: "day, nothing found", organisation: "acme", then: nothingFound },
  { name: "pricing", isInEveryAccount: true, organisation: "acme", path: "/pricing", then: settled },
  { name: "pricing, nothing found", organisation: "acme", path: "/pricing?q=xyz", then: settled },
  { name: "limits", isInEveryAccount: true, organisation: "acme", path: "/?dialog=limits", then: dialog },
  { name: "limits, refused", organisation: "acme", path: "/?dialog=limits", then: wrongLimits },
  {
    name: "quota, limit reached",
    organisation: "contoso",
    role: "member",
    path: "/quota-exceeded",
    then: settled,
  },
  {
    name: "quota, no credits",
    isInEveryAccount: true,
    organisation: "fabrikam",
    path: "/quota-exceeded",
    then: settled,
  },
  {
    name: "quota, both",
    isInEveryAccount: true,
    organisation: "northwind",
    path: "/quota-exceeded",
    then: settled,
  },
  {
    name: "quota, nothing",
    isInEveryAccount: true,
    organisation: "acme",
    path: "/quota-exceeded",
    then: settled,
  },
  { name: "not found", organisation: "acme", path: "/nowhere", then: settled },
  { name: "loading", isInEveryAccount: true, organisation: "acme", path: "/pricing", then: loading },
  { name: "fault", isInEveryAccount: true, organisation: "acme", path: "/pricing", then: fault },
  { name: "offline", isInEveryAccount: true, organisation: "acme", then: offline },
  { name: "session ended", organisation: "acme", then: ended },
  { name: "signed out", organisation: "acme", then: signedOut },
  { name: "alerts", isInEveryAccount: true, organisation: "contoso", path: "/alerts", then: settled },
  { name: "alerts, empty", organisation: "fresh", role: "member", path: "/alerts", then: settled },
  {
    name: "quota, one use",
    organisation: "acme",
    path: "/quota-exceeded?operation=query.run&quantity=1000000",
    then: settled,
  },
  { name: "overview without limits", organisation: withoutLimits, then: settled },
  { name: "payments", organisation: buyer, path: "/payments", then: settled },
  { name: "payments, returned", organisation: buyer, then: returned },
  { name: "payments, cancelled", organisation: buyer, then: cancelled },
  { name: "payments, fault", isInEveryAccount: true, organisation: "acme", then: paymentsFault },
  { name: "limits, in conflict", organisation: shared, path: "/?dialog=limits", then: conflict },
  {
    name: "payments, empty",
    isInEveryAccount: true,
    organisation: "fresh",
    path: "/payments",
    then: settled,
  },
  { name: "payments of a member", organisation: "acme", role: "member", path: "/payments", then: settled },
  { name: "top up", isInEveryAccount: true, organisation: "acme", path: "/?dialog=top-up", then: dialog },
  {
    name: "top up at a reached limit",
    isInEveryAccount: true,
    organisation: "contoso",
    path: "/?dialog=top-up",
    then: dialog,
  },
  { name: "top up, refused", organisation: "acme", path: "/?dialog=top-up", then: wrongAmount },
  {
    name: "billing profile",
    isInEveryAccount: true,
    organisation: "acme",
    path: "/payments?dialog=billing",
    then: dialog,
  },
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
  const { organisation } = view;
  const id = typeof organisation === "string" ? organisation : await once(organisation);
  await signIn(page, id, view.role ?? "owner", view.path ?? "/");
  await view.then?.(page, context);
}

const made = new Map<() => Promise<string>, Promise<string>>();

/** Made for the first that asks, in each process of tests: looking at it does not change it. */
function once(make: () => Promise<string>): Promise<string> {
  const one = made.get(make) ?? make();
  made.set(make, one);
  return one;
}

const somebody = () => new Customer(`seen-${key().slice(4).toLowerCase()}`);

/** Somebody whose payments are in every state that there is. */
async function buyer(): Promise<string> {
  const customer = await somebody().hasProfile();
  for (const action of ["refund", "dispute"] as const) {
    const { id, stripe } = await customer.buys("100.00");
    await afterwards(stripe, id, action, action === "refund" ? "24.40" : "");
  }
  const { id, stripe } = await customer.buys("20.00", null);
  await afterwards(stripe, id, "expire");
  await customer.buys("300.00");
  await customer.buys("50.00", "SEPA_UNANSWERED");
  await customer.buys("10.00", null);
  return customer.id;
}

async function withoutLimits(): Promise<string> {
  const customer = await somebody().getsCredits("100.00");
  await customer.uses("query.run", "12");
  return customer.id;
}

async function shared(): Promise<string> {
  const customer = await somebody().getsCredits("100.00");
  await customer.setsLimits("10.00", "50.00");
  return customer.id;
}

async function conflict(page: Page): Promise<void> {
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
async function returned(page: Page): Promise<void> {
  await page.goto(`${BASE()}/payments?top_up=${await newest(page, "300.00")}&returned`);
  await page.locator(".notice[data-tone=good]").waitFor();
}

async function cancelled(page: Page): Promise<void> {
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

async function paymentsFault(page: Page): Promise<void> {
  await broken(page, "**/v1/payments");
  await follow(page, "/payments");
  await page.locator("main .note button").waitFor();
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
