import { BASE, expect, signIn, test } from "./test";

test("a deep link survives signing in, and a reload asks nobody again", async ({ page }) => {
  await signIn(page, "acme", "member", "/history?year=2025");
  await expect(page).toHaveURL(`${BASE()}/history?year=2025`);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly history");
  await expect(page).toHaveURL(`${BASE()}/history?year=2025`);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    "eyJ",
  );
});

test("who signs out is out", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Whom would you like to be?");
});

test("the switch of organisations leads to the provider's choice", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.getByRole("button", { name: /Switch organisation/ }).click();
  await page.waitForURL(/\/oidc\/authorize/);
  await page
    .locator("form", { has: page.locator('input[value="fresh"]') })
    .locator("button[value=owner]")
    .click();
  await expect(page.getByRole("button", { name: /Switch organisation: Fresh/ })).toBeVisible();
});

test("what was typed survives the end of the session", async ({ page, customer, context }) => {
  await customer.getsCredits("100.00");
  await signIn(page, customer.id, "owner", "/?dialog=limits");
  await page.getByLabel("No limit").uncheck();
  await page.getByLabel("Allowed limit (€)").fill("123,45");

  // The provider keeps nobody signed in any longer, and gives no new token for the old one.
  await page.route("**/oidc/token", (route) => route.abort());
  await context.clearCookies();
  await page.clock.install();
  await page.clock.fastForward("01:30:00");
  await expect(page.getByRole("dialog").getByText("Your session has ended.")).toBeVisible();
  await page.unroute("**/oidc/token");
  await page.getByRole("dialog").getByRole("button", { name: "Sign in again" }).click();
  await page.getByText("Another organisation").click();
  await page.getByLabel("Organisation", { exact: true }).fill(customer.id);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();

  await expect(page.getByLabel("Allowed limit (€)")).toHaveValue("123,45");
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

test("every answer of the page carries the security headers", async ({ request }) => {
  for (const path of ["/", "/history", "/config.json", "/favicon.svg"]) {
    const answer = await request.get(BASE() + path);
    expect(answer.status(), path).toBe(200);
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  }
  expect((await request.get(`${BASE()}/assets/none.js`)).status()).toBe(404);
});
