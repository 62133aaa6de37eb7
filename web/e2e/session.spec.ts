import { baseUrl, expect, signIn, signInByHand, test } from "./fixtures";
import { AFTER_TOKEN_EXPIRY } from "./scenarios";

test("a deep link survives signing in, and a reload does not ask for it again", async ({ page }) => {
  await page.goto(`${baseUrl()}/history?year=2025`);
  await signInByHand(page, "acme", "member");
  await expect(page).toHaveURL(`${baseUrl()}/history?year=2025`);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly history");
  await expect(page).toHaveURL(`${baseUrl()}/history?year=2025`);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    "eyJ",
  );
});

test("without a token from the provider the page stops, and Try again leads to the page that was asked for", async ({
  page,
}) => {
  await signIn(page, "acme", "member");
  let asked = 0;
  await page.route("**/oidc/token", (route) => (asked++, route.abort()));
  await page.goto(`${baseUrl()}/history?year=2025`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Something went wrong");
  expect(asked).toBe(1);
  await page.unroute("**/oidc/token");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly history");
  await expect(page).toHaveURL(`${baseUrl()}/history?year=2025`);
});

test("a bookmarked sign-in link starts signing in again, but only once", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.goto(`${baseUrl()}/signed-in?code=kept&state=kept`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly overview");
  await expect(page.locator("footer")).toBeVisible();

  // A provider that always responds with an unknown state.
  await page.route("**/oidc/authorize?*", (route) =>
    route.fulfill({ status: 302, headers: { location: `${baseUrl()}/signed-in?code=kept&state=kept` } }),
  );
  await page.goto(baseUrl());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Something went wrong");
});

test.describe("in another language", () => {
  test.use({ locale: "de-DE" });

  test("a catalogue that cannot be fetched is replaced by English, and the rest of the page works", async ({
    page,
  }) => {
    await page.route(/\/assets\/de-/, (route) => route.abort());
    await page.route(/\/assets\/\w\w\.account-/, (route) => route.abort());
    await signIn(page, "acme");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly overview");
    await expect(page.getByRole("button", { name: "Top up credits" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en-IE");
  });
});

test("a page whose script cannot be fetched says so and can be reloaded", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.route(/\/assets\/page-/, (route) => route.abort());
  await page.reload();
  await expect(page.getByRole("alert")).toHaveText(
    "This page could not be loaded. Your balance is not affected.",
  );
  await page.unroute(/\/assets\/page-/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly overview");
});

test("nobody is told that they lack a permission before their permissions are known", async ({ page }) => {
  await signIn(page, "acme");
  await page.route("**/v1/me", (route) => route.fulfill({ status: 503 }));
  await page.reload();
  const topUp = page.getByRole("button", { name: "Top up credits" });
  await expect(topUp).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText(/^Only owners/)).toHaveCount(0);
  await page.unroute("**/v1/me");
  await expect(topUp).not.toHaveAttribute("aria-disabled");
});

test("after signing out, the page asks to sign in again", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose an account");
});

test("switching the organisation leads to the provider's selection", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.getByRole("button", { name: /Switch organisation/ }).click();
  await signInByHand(page, "fresh");
  await expect(page.getByRole("button", { name: /Switch organisation: Fresh/ })).toBeVisible();
});

test("what was typed survives the end of the session", async ({ page, customer, context }) => {
  await customer.addCredits("100.00");
  await page.clock.install();
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("No limit").uncheck();
  await page.getByLabel("Allowed limit (€)").fill("123,45");

  // The provider no longer knows the session and issues no new token.
  await page.route("**/oidc/token", (route) => route.abort());
  await context.clearCookies();
  await page.clock.fastForward(AFTER_TOKEN_EXPIRY);
  await expect(page.getByRole("dialog").getByText("Your session has ended.")).toBeVisible();
  await page.unroute("**/oidc/token");
  await page.getByRole("dialog").getByRole("button", { name: "Sign in again" }).click();
  await signInByHand(page, customer.id);

  await expect(page.getByLabel("Allowed limit (€)")).toHaveValue("123,45");
});

test("what was typed for one organisation does not appear in another one's form", async ({
  page,
  customer,
}) => {
  await customer.addCredits("100.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("No limit").uncheck();
  await page.getByLabel("Allowed limit (€)").fill("123,45");
  // The API rejects the token.
  await page.route("**/v1/limits", (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: "Bearer ended" } }),
  );
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog").getByText("Your session has ended.")).toBeVisible();
  await page.unroute("**/v1/limits");
  await page.context().clearCookies();
  await page.getByRole("dialog").getByRole("button", { name: "Sign in again" }).click();
  await signInByHand(page, "acme");

  await expect(page.getByRole("button", { name: /Switch organisation: Acme/ })).toBeVisible();
  await expect(page.getByLabel("Allowed limit (€)")).not.toHaveValue("");
  await expect(page.getByLabel("Allowed limit (€)")).not.toHaveValue("123,45");
});

test("a quantity in the calculator survives the end of the session too", async ({ page, context }) => {
  await signIn(page, "acme", "member", "/pricing");
  await page.getByLabel(/^Quantity/).fill("777");
  await page.route("**/v1/usage/**", (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: "Bearer ended" } }),
  );
  // Returning to the page refetches its figures.
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("button", { name: "Sign in again" }).waitFor();
  await page.unroute("**/v1/usage/**");
  await context.clearCookies();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await signInByHand(page, "acme", "member");

  await expect(page.getByLabel(/^Quantity/)).toHaveValue("777");
});

test("an offline page says so, keeps its figures and continues when it is online again", async ({
  page,
  context,
}) => {
  await signIn(page, "acme", "member");
  await context.setOffline(true);
  await expect(page.getByText(/You are offline\. The figures are as of/)).toBeVisible();
  await page.getByRole("link", { name: "Monthly history" }).click();
  await expect(page.getByText("You are offline. We’ll continue as soon as")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("region", { name: /Cost per month/ })).toBeVisible();
});

test("a failed request is explained, says that the balance is safe and can be repeated", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.route("**/v1/usage/months?*", (route) => route.abort());
  await page.getByRole("link", { name: "Monthly history" }).click();
  await expect(page.getByText("We couldn’t load your usage. Your balance is not affected.")).toBeVisible();
  await page.unroute("**/v1/usage/months?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: /Cost per month/ })).toBeVisible();
});

test("of two languages chosen in a row, the later one is shown even if it loads first", async ({ page }) => {
  await signIn(page, "acme", "member");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/assets\/de-/, async (route) => {
    await held;
    await route.continue();
  });
  const languages = page.getByRole("combobox").first();
  await languages.selectOption("de");
  await languages.selectOption("fr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aperçu mensuel");
  const late = page.waitForResponse(/\/assets\/de-/);
  release();
  // Both catalogues have been loaded, and one task has run since.
  const catalogue = (await late).url();
  await page.evaluate((file) => import(file).then(() => new Promise((next) => setTimeout(next))), catalogue);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aperçu mensuel");
});

test("the page is available in every language and remembers the choice", async ({ page }) => {
  await signIn(page, "acme", "member");
  const titles = {
    de: "Monatsübersicht",
    it: "Panoramica mensile",
    fr: "Aperçu mensuel",
    es: "Resumen mensual",
  };
  for (const [code, title] of Object.entries(titles)) {
    await page.getByRole("combobox").first().selectOption(code);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${code}-`));
  }
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Resumen mensual");
});
