import { BASE, expect, signIn, signInByHand, test } from "./test";
import { AFTER_THE_TOKEN } from "./scenarios";

test("a deep link survives signing in, and a reload asks nobody again", async ({ page }) => {
  await page.goto(`${BASE()}/history?year=2025`);
  await signInByHand(page, "acme", "member");
  await expect(page).toHaveURL(`${BASE()}/history?year=2025`);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly history");
  await expect(page).toHaveURL(`${BASE()}/history?year=2025`);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    "eyJ",
  );
});

test("a provider that gives no token is no merry-go-round, and trying again leads to where one wanted to be", async ({
  page,
}) => {
  await signIn(page, "acme", "member");
  let asked = 0;
  await page.route("**/oidc/token", (route) => (asked++, route.abort()));
  await page.goto(`${BASE()}/history?year=2025`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That did not work");
  expect(asked).toBe(1);
  await page.unroute("**/oidc/token");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly history");
  await expect(page).toHaveURL(`${BASE()}/history?year=2025`);
});

test("a link back from the provider that was kept begins anew, once", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.goto(`${BASE()}/signed-in?code=kept&state=kept`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly overview");
  await expect(page.locator("footer")).toBeVisible();

  // A provider that always answers what it was not asked.
  await page.route("**/oidc/authorize?*", (route) =>
    route.fulfill({ status: 302, headers: { location: `${BASE()}/signed-in?code=kept&state=kept` } }),
  );
  await page.goto(BASE());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That did not work");
});

test.describe("in another language", () => {
  test.use({ locale: "de-DE" });

  test("words that cannot be fetched are English, and nothing that can be shown is missing", async ({
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

test("a page whose parts cannot be fetched says so, and is begun again", async ({ page }) => {
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

test("as long as it is not known who somebody is, nobody is told that they may not", async ({ page }) => {
  await signIn(page, "acme");
  await page.route("**/v1/me", (route) => route.fulfill({ status: 503 }));
  await page.reload();
  const topUp = page.getByRole("button", { name: "Top up credits" });
  await expect(topUp).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText(/^Only owners/)).toHaveCount(0);
  await page.unroute("**/v1/me");
  await expect(topUp).not.toHaveAttribute("aria-disabled");
});

test("who signs out is out", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose an account");
});

test("the switch of organisations leads to the provider's choice", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.getByRole("button", { name: /Switch organisation/ }).click();
  await signInByHand(page, "fresh");
  await expect(page.getByRole("button", { name: /Switch organisation: Fresh/ })).toBeVisible();
});

test("what was typed survives the end of the session", async ({ page, customer, context }) => {
  await customer.getsCredits("100.00");
  await page.clock.install();
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("No limit").uncheck();
  await page.getByLabel("Allowed limit (€)").fill("123,45");

  // The provider keeps nobody signed in any longer, and gives no new token for the old one.
  await page.route("**/oidc/token", (route) => route.abort());
  await context.clearCookies();
  await page.clock.fastForward(AFTER_THE_TOKEN);
  await expect(page.getByRole("dialog").getByText("Your session has ended.")).toBeVisible();
  await page.unroute("**/oidc/token");
  await page.getByRole("dialog").getByRole("button", { name: "Sign in again" }).click();
  await signInByHand(page, customer.id);

  await expect(page.getByLabel("Allowed limit (€)")).toHaveValue("123,45");
});

test("what was typed for one organisation is not put into another one's form", async ({ page, customer }) => {
  await customer.getsCredits("100.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("No limit").uncheck();
  await page.getByLabel("Allowed limit (€)").fill("123,45");
  // The API no longer takes the token.
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
  // Figures are read anew when one comes back to the page.
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("button", { name: "Sign in again" }).waitFor();
  await page.unroute("**/v1/usage/**");
  await context.clearCookies();
  await page.getByRole("button", { name: "Sign in again" }).click();
  await signInByHand(page, "acme", "member");

  await expect(page.getByLabel(/^Quantity/)).toHaveValue("777");
});

test("without a network the page says so, keeps what it has, and goes on by itself", async ({
  page,
  context,
}) => {
  await signIn(page, "acme", "member");
  await context.setOffline(true);
  await expect(page.getByText(/You are offline\. What you see is as of/)).toBeVisible();
  await page.getByRole("link", { name: "Monthly history" }).click();
  await expect(page.getByText("You are offline. This continues by itself")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("region", { name: /Cost per month/ })).toBeVisible();
});

test("an answer that does not come is a fault with a way on, and the balance is said to be safe", async ({
  page,
}) => {
  await signIn(page, "acme", "member");
  await page.route("**/v1/usage/months?*", (route) => route.abort());
  await page.getByRole("link", { name: "Monthly history" }).click();
  await expect(page.getByText("We couldn't load your usage. Your balance is not affected.")).toBeVisible();
  await page.unroute("**/v1/usage/months?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: /Cost per month/ })).toBeVisible();
});

test("of two languages chosen one after the other the later one is spoken", async ({ page }) => {
  await signIn(page, "acme", "member");
  let letGo = () => {};
  const held = new Promise<void>((go) => (letGo = go));
  await page.route(/\/assets\/de-/, async (route) => {
    await held;
    await route.continue();
  });
  const languages = page.getByRole("combobox").first();
  await languages.selectOption("de");
  await languages.selectOption("fr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aperçu mensuel");
  const late = page.waitForResponse(/\/assets\/de-/);
  letGo();
  // The words of both files are there, and a task has passed since.
  const words = (await late).url();
  await page.evaluate((file) => import(file).then(() => new Promise((next) => setTimeout(next))), words);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aperçu mensuel");
});

test("all languages are spoken, and the choice is kept", async ({ page }) => {
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
