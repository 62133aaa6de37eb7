import type { BrowserContext, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { languages, looks, seeAs } from "./look";
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

/** Through views in one language, and in each until one sees of its state what there is to see. */
async function walk(page: Page, { number, locale, addresses = VIEWS, until }: Walk): Promise<void> {
  for (const [index, address] of addresses.entries()) {
    // It comes in one look, and is given the others.
    let isThere = false;
    for (const look of looks(number + index)) {
      await seeAs(page, look);
      if (!isThere) {
        await go(page, address);
        await until(page.locator(address.includes("dialog=") ? "dialog" : "main"));
        isThere = true;
      }
      await expectAccessible(page, `${address} ${look.scheme} ${look.width} ${locale}`);
    }
  }
}

interface Walk {
  number: number;
  locale: string;
  addresses?: readonly string[];
  until: (within: Locator) => Promise<void>;
}

/** The views in one state: one test a language, of those that this number is seen in. */
function everyView(
  state: string,
  number: number,
  see: (browser: { page: Page; context: BrowserContext }, way: Omit<Walk, "until">) => Promise<void>,
): void {
  for (const locale of languages(number))
    test.describe(() => {
      test.use({ locale });

      test(`every view is accessible ${state}: ${locale}`, async ({ page, context }) => {
        test.setTimeout(1_200_000);
        await see({ page, context }, { number, locale });
      });
    });
}

/** What the views ask for when one comes to them; who is signed in and how the month stands is known before. */
const ASKED = /\/v1\/(?!me|usage\/months\/current)/;

/** A month that nobody has looked at; topping up asks for nothing. */
const ASKING = ["/?month=2025-11", ...VIEWS.slice(1).filter((address) => !address.endsWith("top-up"))];

for (const [index, [organisation, state]] of Object.entries(ACCOUNTS).entries())
  everyView(`of an account: ${state}`, index * 11, async ({ page }, way) => {
    await signIn(page, organisation);
    await walk(page, { ...way, until: (within) => expect(within.locator(".loading")).toHaveCount(0) });
  });

/** The scripts of all views but the first, and of dialogs. */
const PARTS = /\/assets\/(alerts|billing|day|history|limits|payments|pricing|quota|top-up)-/;

everyView("while it waits for its figures", 77, async ({ page }, way) => {
  await signIn(page, "acme");
  await page.route(ASKED, () => new Promise(() => undefined));
  await walk(page, {
    ...way,
    addresses: ASKING,
    until: (within) => expect(within.locator(".loading").first()).toBeVisible(),
  });
});

everyView("when its figures do not come", 88, async ({ page }, way) => {
  await signIn(page, "acme");
  await page.route(ASKED, (route) => route.abort());
  await walk(page, {
    ...way,
    addresses: ASKING,
    until: (within) => expect(within.locator(".note[role=alert] button").first()).toBeVisible(),
  });
});

everyView("without a network", 99, async ({ page, context }, way) => {
  await signIn(page, "acme");
  // All its parts are fetched ahead, this one last.
  await page.waitForFunction(() => performance.getEntries().some(({ name }) => name.includes("/billing-")));
  await context.setOffline(true);
  await walk(page, {
    ...way,
    addresses: ASKING,
    until: (within) => expect(within.locator(".note[role=status]").first()).toBeVisible(),
  });
});

everyView("without a network, and before its parts came", 105, async ({ page, context }, way) => {
  await page.route(PARTS, (route) => route.abort());
  await signIn(page, "acme");
  await context.setOffline(true);
  await walk(page, {
    ...way,
    addresses: [...ASKING.slice(1), "/?dialog=top-up"],
    until: (within) => expect(within.locator(".note[role=status]").first()).toBeVisible(),
  });
});

everyView("when the session has ended", 110, async ({ page }, way) => {
  await signIn(page, "acme");
  await page.route(/\/v1\//, (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: "Bearer ended" } }),
  );
  await walk(page, {
    ...way,
    addresses: [...ASKING, "/?dialog=top-up"],
    until: (within) => expect(within.locator(".notice[role=alert] button").first()).toBeVisible(),
  });
});
