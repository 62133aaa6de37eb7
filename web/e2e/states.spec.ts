import type { BrowserContext, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { limitAndCredits, limitReached, nearAlert, noCredits, once, overAlert, unused } from "./accounts";
import { lastYear, today } from "./clock";
import { languages, looks, seeAs } from "./look";
import { FULL, shuffled } from "./seed";
import { expect, go, signIn, test } from "./test";

/** Every view by its address; a dialog is a part of an address too. */
const VIEWS = [
  "/",
  "/history",
  `/day/${today()}`,
  "/payments",
  "/pricing",
  "/alerts",
  "/quota-exceeded",
  "/?dialog=limits",
  "/?dialog=top-up",
  "/payments?dialog=billing",
];

/** In how many views each state is seen; with FULL in all. */
const SAMPLE = 3;

/** Organisations, each of which has its account in another state. */
const ACCOUNTS = {
  empty: unused,
  normal: "acme",
  "near the alert": nearAlert,
  "over the alert": overAlert,
  "limit reached": limitReached,
  "no credits": noCredits,
  both: limitAndCredits,
};

/** Through some views in one language, and in each until one sees of its state what there is to see. */
async function walk(page: Page, { number, locale, addresses = VIEWS, until }: Walk): Promise<void> {
  const sample = FULL ? addresses : shuffled(addresses, `views ${number}`).slice(0, SAMPLE);
  for (const [index, address] of sample.entries()) {
    // It comes in one look, and is given the others.
    let isThere = false;
    for (const look of looks(number * SAMPLE + index)) {
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

      test(`views are accessible ${state}: ${locale}`, async ({ page, context }) => {
        await see({ page, context }, { number, locale });
      });
    });
}

/** What the views ask for when one comes to them; who is signed in and how the month stands is known before. */
const ASKED = /\/v1\/(?!me|usage\/months\/current)/;

/** A month that nobody has looked at; topping up asks for nothing. */
const ASKING = [
  `/?month=${lastYear() - 1}-11`,
  ...VIEWS.slice(1).filter((address) => !address.endsWith("top-up")),
];

for (const [index, [state, account]] of Object.entries(ACCOUNTS).entries())
  everyView(`of an account: ${state}`, index, async ({ page }, way) => {
    await signIn(page, typeof account === "string" ? account : (await once(account)).id);
    await walk(page, { ...way, until: (within) => expect(within.locator(".loading")).toHaveCount(0) });
  });

/** The scripts of all views but the first, and of dialogs. */
const PARTS = /\/assets\/(alerts|billing|day|history|limits|payments|pricing|quota|top-up)-/;

everyView("while it waits for its figures", 7, async ({ page }, way) => {
  await signIn(page, "acme");
  await page.route(ASKED, () => new Promise(() => undefined));
  await walk(page, {
    ...way,
    addresses: ASKING,
    until: (within) => expect(within.locator(".loading").first()).toBeVisible(),
  });
});

everyView("when its figures do not come", 8, async ({ page }, way) => {
  await signIn(page, "acme");
  await page.route(ASKED, (route) => route.abort());
  await walk(page, {
    ...way,
    addresses: ASKING,
    until: (within) => expect(within.locator(".note[role=alert] button").first()).toBeVisible(),
  });
});

everyView("without a network", 9, async ({ page, context }, way) => {
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

everyView("without a network, and before its parts came", 10, async ({ page, context }, way) => {
  await page.route(PARTS, (route) => route.abort());
  await signIn(page, "acme");
  await context.setOffline(true);
  await walk(page, {
    ...way,
    addresses: [...ASKING.slice(1), "/?dialog=top-up"],
    until: (within) => expect(within.locator(".note[role=status]").first()).toBeVisible(),
  });
});

everyView("when the session has ended", 11, async ({ page }, way) => {
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
