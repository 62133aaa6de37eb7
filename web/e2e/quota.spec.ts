import { expectAccessible } from "./accessibility";
import { limitAndCredits, sharedAccount } from "./accounts";
import { expect, signIn, test } from "./fixtures";

test("a reached limit and missing credits are shown as two causes with different remedies", async ({
  page,
}) => {
  await signIn(page, (await sharedAccount(limitAndCredits)).id, "owner", "/quota-exceeded");

  const limit = page.getByRole("region", { name: "Monthly limit too low" });
  await expect(limit).toContainText(/The limit resets on 1 \w+ \d{4} at 00:00 \(Europe\/Rome\)/);
  await expect(limit).toContainText("Owners can raise the limit.");
  await expect(limit.getByRole("button")).toHaveText("Raise the limit");
  const credits = page.getByRole("region", { name: "Not enough credits" });
  await expect(credits).toContainText("Owners and billing managers can buy credits.");
  await expect(credits.getByRole("button")).toHaveText("Top up credits");
  await credits.getByRole("button").click();
  await expect(page.getByRole("dialog")).toContainText("Buying credits does not raise the limit.");
});

test("a refused use is explained by its cost, the shortfall and the largest quantity that fits", async ({
  page,
  customer,
}) => {
  await customer.addCredits("1.00");
  await signIn(page, customer.id, "member", "/quota-exceeded?operation=query.run&quantity=10");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not enough credits");
  await expect(
    page.getByText("10 × Deep search costs €1.20, which is €0.20 more than is left."),
  ).toBeVisible();
  await expect(page.getByText("Largest quantity that fits now: 8.")).toBeVisible();
  await expect(page.getByRole("region", { name: /limit/ })).toHaveCount(0);
});

test("a single use that exceeds the limit is not reported as a reached limit", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  await customer.setLimits("1.00", "2.00");
  await signIn(page, customer.id, "member", "/quota-exceeded?operation=query.run&quantity=20");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly limit too low");
  await expect(
    page.getByText("20 × Deep search does not fit: only €2.00 is left until the limit."),
  ).toBeVisible();
  await expect(page.getByText(/The limit resets on 1 \w+ \d{4} at 00:00 \(Europe\/Rome\)\./)).toBeVisible();
});

test("an address with an unknown operation still shows whether anything is blocked", async ({
  page,
  customer,
}) => {
  await customer.addCredits("1.00");
  await signIn(page, customer.id, "member", "/quota-exceeded?operation=none.such&quantity=x");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your features are not blocked");
});

test("alerts are listed with their recipients and delivery status", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  // The address in the token of the person who saves, so that it needs no confirmation.
  const own = `giulia@${customer.id}.example`;
  await customer.setLimits("1.00", "50.00", [own]);
  await customer.use("query.run", "10");
  await signIn(page, customer.id, "owner", "/alerts");

  const row = page.locator("tbody tr").first();
  await expect(row).toContainText("Alert threshold exceeded");
  await expect(row).toContainText("€1.20 used; the threshold is €1.00.");
  await expect(row).toContainText(`${own} sent`);
});

test("copying a message is announced each time", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, (await sharedAccount(limitAndCredits)).id, "member", "/quota-exceeded");
  const toast = page.locator(".toast[role=status]");
  await expect(toast).toBeAttached();
  await expect(toast).toBeEmpty();
  // Screen readers ignore a region that is not displayed and do not read out what it appears with.
  expect(await toast.evaluate((region) => getComputedStyle(region).display)).not.toBe("none");
  await toast.evaluate((region) => region.setAttribute("data-kept", ""));

  for (let time = 0; time < 2; time++) {
    await page.getByRole("button", { name: "Copy message" }).click();
    const text = page.locator(".toast[data-kept]").getByText("Message copied.");
    await expect(text).toBeVisible();
    // The message fades out by itself, and the next one is a new element.
    await text.evaluate((element) => element.getAnimations().forEach((animation) => animation.finish()));
    await expect(text).toBeHidden();
  }
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/quota-exceeded$/);
});

test("a message that the browser refuses to copy can be copied manually", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await signIn(page, (await sharedAccount(limitAndCredits)).id, "member", "/quota-exceeded");
  await page.getByRole("button", { name: "Copy message" }).click();
  const field = page.getByLabel("Your browser didn’t allow copying. Copy this text yourself:");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/Please have a look: http.*quota-exceeded$/);
  expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/Please have a look/);
  await expectAccessible(page, "a message to copy manually");
});
