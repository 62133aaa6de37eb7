import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { LOCALES, look, seeAs, speak, type Look } from "./look";
import { expect, signIn, test } from "./test";

const TODAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(new Date());

/** Every view by its address; a dialog is a part of an address too. */
const VIEWS = [
  "/",
  "/history",
  `/day/${TODAY}`,
  "/payments",
  "/pricing",
  "/alerts",
  "/quota-exceeded",
  "/?dialog=limits",
  "/?dialog=top-up",
  "/payments?dialog=billing",
];

/** The demo organisations, each of which has its account in another state. */
const ACCOUNTS = {
  fresh: "empty",
  acme: "normal",
  globex: "near the alert",
  initech: "over the alert",
  contoso: "limit reached",
  fabrikam: "no credits",
  northwind: "both",
};

/** Within the page, as a link of it leads there: what is on the screen afterwards is the new view. */
async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    if (new URL(to, location.href).pathname !== location.pathname)
      document.querySelector("main h1")?.setAttribute("data-left", "");
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
  if (address.includes("dialog=")) await expect(page.locator("dialog[open]")).toBeVisible();
  else {
    await expect(page.locator("dialog")).toHaveCount(0);
    await expect(page.locator("main h1:not([data-left])")).toBeVisible();
  }
}

interface Walk {
  first: number;
  addresses?: readonly string[];
  /** Begins and ends the state: a language is fetched before. */
  begin?: () => Promise<unknown>;
  end?: () => Promise<unknown>;
  /** Waits for what one sees of the state. */
  until: (within: Locator) => Promise<void>;
}

/** Through all views in one language: by default in another look each, with FULL in every one. */
async function walk(page: Page, { first, addresses = VIEWS, begin, end, until }: Walk): Promise<void> {
  const languages = process.env["FULL"] ? LOCALES : [look(first).locale];
  for (const locale of languages) {
    await end?.();
    await go(page, "/");
    await speak(page, locale);
    await begin?.();
    for (const [index, address] of addresses.entries()) {
      await seeAs(page, look(first + index));
      await go(page, address);
      await until(page.locator(address.includes("dialog=") ? "dialog" : "main"));
      for (const each of looks(first + index)) {
        await seeAs(page, each);
        await expectAccessible(page, `${address} ${each.scheme} ${each.width} ${locale}`);
      }
    }
  }
}

function looks(index: number): Look[] {
  if (!process.env["FULL"]) return [look(index)];
  return Array.from({ length: 6 }, (_, each) => look(each));
}

/** What the views ask for when one comes to them; who is signed in and how the month stands is known before. */
const ASKED = /\/v1\/(?!me|usage\/months\/current)/;

/** A month that nobody has looked at; topping up asks for nothing. */
const ASKING = ["/?month=2025-11", ...VIEWS.slice(1).filter((address) => !address.endsWith("top-up"))];

test.describe("every view is accessible", () => {
  test.setTimeout(process.env["FULL"] ? 7_200_000 : 1_200_000);

  for (const [index, [organisation, state]] of Object.entries(ACCOUNTS).entries())
    test(`of an account: ${state}`, async ({ page }) => {
      await signIn(page, organisation);
      await walk(page, {
        first: index * 11,
        until: (within) => expect(within.locator(".loading")).toHaveCount(0),
      });
    });

  test("while it waits for its figures", async ({ page }) => {
    await signIn(page, "acme");
    await page.route(ASKED, () => new Promise(() => undefined));
    await walk(page, {
      first: 77,
      addresses: ASKING,
      until: (within) => expect(within.locator(".loading").first()).toBeVisible(),
    });
  });

  test("when its figures do not come", async ({ page }) => {
    await signIn(page, "acme");
    await page.route(ASKED, (route) => route.abort());
    await walk(page, {
      first: 88,
      addresses: ASKING,
      until: (within) => expect(within.locator(".note[role=alert] button").first()).toBeVisible(),
    });
  });

  test("without a network", async ({ page, context }) => {
    await signIn(page, "acme");
    // All its parts are fetched ahead.
    await page.waitForLoadState("networkidle");
    await walk(page, {
      first: 99,
      addresses: ASKING,
      begin: () => context.setOffline(true),
      end: () => context.setOffline(false),
      until: (within) => expect(within.locator(".note[role=status]").first()).toBeVisible(),
    });
  });

  test("when the session has ended", async ({ page }) => {
    await signIn(page, "acme");
    await page.route(/\/v1\//, (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: "Bearer ended" } }),
    );
    await walk(page, {
      first: 110,
      addresses: [...ASKING, "/?dialog=top-up"],
      until: (within) => expect(within.locator(".notice[role=alert] button").first()).toBeVisible(),
    });
  });
});
