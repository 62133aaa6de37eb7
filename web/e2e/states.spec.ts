import type { BrowserContext, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import {
  limitAndCredits,
  limitReached,
  nearAlert,
  noCredits,
  overAlert,
  sharedAccount,
  unused,
} from "./accounts";
import { lastYear, today } from "./clock";
import { appearancesFor, localesFor, setAppearance } from "./appearance";
import { FULL, shuffled } from "./seed";
import { expect, navigate, signIn, test } from "./fixtures";

/** The address of every view and dialog. */
const ADDRESSES = [
  "/",
  "/history",
  `/day/${today()}`,
  "/payments",
  "/balance",
  "/pricing",
  "/alerts",
  "/quota-exceeded",
  "/?dialog=limits",
  "/?dialog=top-up",
  "/payments?dialog=billing",
];

/** In how many views each state is tested. With FULL, it is tested in all of them. */
const SAMPLE_SIZE = 2;

/** Accounts by the state they are in. */
const ACCOUNTS = {
  empty: unused,
  normal: "acme",
  "near the alert": nearAlert,
  "over the alert": overAlert,
  "limit reached": limitReached,
  "no credits": noCredits,
  both: limitAndCredits,
};

/** Visits some views in one language, waits in each until its state is shown, and checks its accessibility. */
async function visitViews(
  page: Page,
  { index, locale, addresses = ADDRESSES, waitForState }: Visit,
): Promise<void> {
  const sample = FULL ? addresses : shuffled(addresses, `views ${index}`).slice(0, SAMPLE_SIZE);
  for (const [position, address] of sample.entries()) {
    // The view is opened in its first appearance and changed to the others.
    let isOpen = false;
    for (const appearance of appearancesFor(index * SAMPLE_SIZE + position)) {
      await setAppearance(page, appearance);
      if (!isOpen) {
        await navigate(page, address);
        await waitForState(page.locator(address.includes("dialog=") ? "dialog" : "main"));
        isOpen = true;
      }
      await expectAccessible(page, `${address} ${appearance.scheme} ${appearance.width} ${locale}`);
    }
  }
}

interface Visit {
  index: number;
  locale: string;
  addresses?: readonly string[];
  waitForState: (within: Locator) => Promise<void>;
}

/** Tests the views in one state, with one test for each language that the index stands for. */
function testViews(
  state: string,
  index: number,
  visit: (
    browser: { page: Page; context: BrowserContext },
    options: Omit<Visit, "waitForState">,
  ) => Promise<void>,
): void {
  for (const locale of localesFor(index))
    test.describe(() => {
      test.use({ locale });

      test(`views are accessible ${state}: ${locale}`, async ({ page, context }) => {
        await visit({ page, context }, { index, locale });
      });
    });
}

/** The requests of the views themselves, unlike those for the member and the current month, which come first. */
const VIEW_REQUESTS = /\/v1\/(?!me|usage\/months\/current)/;

/** The views that send requests: a past month instead of the current one, and no top-up dialog. */
const REQUESTING_VIEWS = [
  `/?month=${lastYear() - 1}-11`,
  ...ADDRESSES.slice(1).filter((address) => !address.endsWith("top-up")),
];

for (const [index, [state, account]] of Object.entries(ACCOUNTS).entries())
  testViews(`of an account: ${state}`, index, async ({ page }, options) => {
    await signIn(page, typeof account === "string" ? account : (await sharedAccount(account)).id);
    await visitViews(page, {
      ...options,
      waitForState: (within) => expect(within.locator(".loading")).toHaveCount(0),
    });
  });

/** The scripts that are loaded on demand: all views but the overview, and the dialogs. */
const LAZY_SCRIPTS = /\/assets\/(alerts|balance|billing|day|history|limits|payments|pricing|quota|top-up)-/;

testViews("while figures are loading", 7, async ({ page }, options) => {
  await page.route(VIEW_REQUESTS, () => new Promise(() => undefined));
  await signIn(page, "acme");
  await visitViews(page, {
    ...options,
    addresses: REQUESTING_VIEWS,
    waitForState: (within) => expect(within.locator(".loading").first()).toBeVisible(),
  });
});

testViews("when figures cannot be loaded", 8, async ({ page }, options) => {
  await page.route(VIEW_REQUESTS, (route) => route.abort());
  await signIn(page, "acme");
  await visitViews(page, {
    ...options,
    addresses: REQUESTING_VIEWS,
    waitForState: (within) => expect(within.locator(".note[role=alert] button").first()).toBeVisible(),
  });
});

testViews("while offline", 9, async ({ page, context }, options) => {
  // The overview translates its categories with the prices, which must not be there before the view is opened.
  await page.route("**/v1/prices", (route) => route.abort());
  await signIn(page, "acme");
  // Scripts are preloaded one after the other; the billing dialog's is the last.
  await page.waitForFunction(() => performance.getEntries().some(({ name }) => name.includes("/billing-")));
  await context.setOffline(true);
  await visitViews(page, {
    ...options,
    addresses: REQUESTING_VIEWS,
    waitForState: (within) => expect(within.locator(".note[role=status]").first()).toBeVisible(),
  });
});

testViews("while offline and before scripts are loaded", 10, async ({ page, context }, options) => {
  await page.route(LAZY_SCRIPTS, (route) => route.abort());
  await signIn(page, "acme");
  await context.setOffline(true);
  await visitViews(page, {
    ...options,
    addresses: [...REQUESTING_VIEWS.slice(1), "/?dialog=top-up"],
    waitForState: (within) => expect(within.locator(".note[role=status]").first()).toBeVisible(),
  });
});

testViews("when the session has ended", 11, async ({ page }, options) => {
  await signIn(page, "acme");
  await page.route(/\/v1\//, (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: "Bearer ended" } }),
  );
  await visitViews(page, {
    ...options,
    addresses: [...REQUESTING_VIEWS, "/?dialog=top-up"],
    waitForState: (within) => expect(within.locator(".notice[role=alert] button").first()).toBeVisible(),
  });
});
