import { expectAccessible } from "./accessible";
import { limitAndCredits, once } from "./accounts";
import { expect, signIn, test } from "./test";

test("a reached limit and missing credits are two causes, each with its own way out", async ({ page }) => {
  await signIn(page, (await once(limitAndCredits)).id, "owner", "/quota-exceeded");

  const limit = page.getByRole("region", { name: "Monthly limit reached" });
  await expect(limit).toContainText(/paused until 1 \w+ \d{4} at 00:00 \(Europe\/Rome\)/);
  await expect(limit).toContainText("an owner can raise the limit");
  await expect(limit.getByRole("button")).toHaveText("Raise the limit");
  const credits = page.getByRole("region", { name: "Credits too low" });
  await expect(credits).toContainText("owners and billing managers can buy credits");
  await expect(credits.getByRole("button")).toHaveText("Top up credits");
  await credits.getByRole("button").click();
  await expect(page.getByRole("dialog")).toContainText("Buying credits will not unblock features");
});

test("who was refused one use reads what it would cost, what is missing, and what would fit", async ({
  page,
  customer,
}) => {
  await customer.getsCredits("1.00");
  await signIn(page, customer.id, "member", "/quota-exceeded?operation=query.run&quantity=10");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Credits too low");
  await expect(page.getByText("10 of query.run cost €1.20: €0.20 is missing.")).toBeVisible();
  await expect(page.getByText("At most 8.333333 would fit now.")).toBeVisible();
  await expect(page.getByRole("region", { name: /limit/ })).toHaveCount(0);
});

test("one use that is too large is not called a reached limit", async ({ page, customer }) => {
  await customer.getsCredits("100.00");
  await customer.setsLimits("1.00", "2.00");
  await signIn(page, customer.id, "member", "/quota-exceeded?operation=query.run&quantity=20");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Too little left until the monthly limit");
  await expect(page.getByText("20 of query.run do not fit: €2.00 is left until the limit.")).toBeVisible();
  await expect(
    page.getByText(/The limit begins anew on 1 \w+ \d{4} at 00:00 \(Europe\/Rome\)\./),
  ).toBeVisible();
});

test("an address that names no operation that there is still says whether anything is left", async ({
  page,
  customer,
}) => {
  await customer.getsCredits("1.00");
  await signIn(page, customer.id, "member", "/quota-exceeded?operation=none.such&quantity=x");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing blocks your features");
});

test("what people are told is listed, with whom and what became of it", async ({ page, customer }) => {
  await customer.getsCredits("100.00");
  await customer.setsLimits("1.00", "50.00", ["giulia@acme.example"]);
  await customer.uses("query.run", "10");
  await signIn(page, customer.id, "member", "/alerts");

  const row = page.locator("tbody tr").first();
  await expect(row).toContainText("Alert threshold exceeded");
  await expect(row).toContainText("€1.20 used, the threshold is €1.00.");
  await expect(row).toContainText("giulia@acme.example sent");
});

test("a message is copied, and that is said each time", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, (await once(limitAndCredits)).id, "member", "/quota-exceeded");
  const told = page.locator(".toast[role=status]");
  await expect(told).toBeAttached();
  await expect(told).toBeEmpty();
  // A region without a box is not there for screen readers, and what it comes with is not read out.
  expect(await told.evaluate((region) => getComputedStyle(region).display)).not.toBe("none");
  await told.evaluate((region) => region.setAttribute("data-kept", ""));

  for (let time = 0; time < 2; time++) {
    await page.getByRole("button", { name: "Copy message" }).click();
    const text = page.locator(".toast[data-kept]").getByText("The message is copied.");
    await expect(text).toBeVisible();
    // It goes by itself, and the next one is another.
    await text.evaluate((element) => element.getAnimations().forEach((animation) => animation.finish()));
    await expect(text).toBeHidden();
  }
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/quota-exceeded$/);
});

test("a message that the browser does not copy stays to be copied by hand", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await signIn(page, (await once(limitAndCredits)).id, "member", "/quota-exceeded");
  await page.getByRole("button", { name: "Copy message" }).click();
  const field = page.getByLabel("The browser did not allow it. Copy this text:");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/Please have a look: http.*quota-exceeded$/);
  expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/Please have a look/);
  await expectAccessible(page, "a message by hand");
});
