import type { Page } from "@playwright/test";
import { limitReached } from "./accounts";
import { afterwards } from "./customer";
import { BASE, downloaded, expect, signIn, tabTo, test } from "./test";

async function fillProfile(page: Page): Promise<void> {
  await page.getByLabel("Legal name").fill("Acme S.r.l.");
  await page.getByLabel("Street and number").fill("Via Roma 1");
  await page.getByLabel("Postal code").fill("20121");
  await page.getByRole("textbox", { name: "City" }).fill("Milano");
  await page.getByRole("combobox", { name: "Country" }).selectOption("IT");
  await page.getByLabel("E-mail for invoices").fill("accounts@acme.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Billing profile saved.");
}

test("credits that are paid on the payment page arrive", async ({ page, customer }) => {
  await signIn(page, customer.id, "owner", "/payments");
  await expect(page.getByText("No payments yet. Top up credits to get started.")).toBeVisible();
  await page.getByRole("button", { name: "Billing profile" }).click();
  await fillProfile(page);

  await page.getByRole("button", { name: "Top up credits" }).click();
  await expect(page.getByRole("radio", { name: "€10", exact: true })).toBeFocused();
  await expect(page.getByText("Credits do not expire.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Terms and refunds" })).toHaveAttribute("href", /\/terms$/);
  await page.getByRole("radio", { name: "Enter a custom amount" }).check();
  await page.getByLabel("Custom amount (EUR)").fill("0,50");
  await page.getByRole("button", { name: "Pay" }).click();
  await expect(page.getByText("Enter an amount from €1.00 to €10,000.00.")).toBeVisible();
  await expect(page.getByLabel("Custom amount (EUR)")).toBeFocused();
  await page.getByLabel("Custom amount (EUR)").fill("75,50");
  await page.getByRole("button", { name: "Pay" }).click();

  await page.waitForURL((url) => url.origin !== new URL(BASE()).origin);
  await page.getByRole("button", { name: /^Pay/ }).first().click();

  await page.waitForURL(/\/payments\?top_up=pay_/);
  await expect(page.getByText("€75.50 added. New balance €75.50.")).toBeVisible();
  const row = page.locator("tbody tr").first();
  await expect(row).toContainText("Paid");
  await expect(row).toContainText("€92.11");
});

test("a payment that is cancelled takes nothing and says so", async ({ page, customer }) => {
  await signIn(page, customer.id, "owner", "/payments?dialog=billing");
  await fillProfile(page);
  await page.getByRole("button", { name: "Top up credits" }).click();
  await page.getByRole("radio", { name: "€50", exact: true }).check();
  await page.getByRole("button", { name: "Pay" }).click();
  await page.getByRole("link", { name: "Cancel and go back" }).click();

  await expect(page.getByText("Checkout was closed. You have not been charged.")).toBeVisible();
  await expect(page.locator("tbody tr").first()).toContainText("Not paid yet");
});

test("a top-up that is not paid yet leads back to its payment page, and is paid there", async ({
  page,
  customer,
}) => {
  await customer.hasProfile();
  const { id } = await customer.buys("50.00", null);
  await signIn(page, customer.id, "owner", "/payments");
  await page.getByRole("button", { name: `Details of pay_…${id.slice(-6)}` }).click();
  await expect(page.locator(".row-details")).toContainText(id);
  await expect(page.locator(".row-details")).toContainText("Nothing has been charged yet.");

  await page.getByRole("button", { name: "Go on to payment" }).click();
  await page.waitForURL((url) => url.origin !== new URL(BASE()).origin);
  await page.getByRole("button", { name: /^Pay/ }).first().click();

  await page.waitForURL(/\/payments\?top_up=pay_/);
  await expect(page.getByText("€50.00 added. New balance €50.00.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Go on to payment" })).toHaveCount(0);
});

test("who may not buy is not led to a payment page", async ({ page, customer }) => {
  await customer.hasProfile();
  await customer.buys("50.00", null);
  await signIn(page, customer.id, "member", "/payments");
  await expect(page.locator("tbody tr").first()).toContainText("Available after payment");
  await expect(page.getByRole("button", { name: "Go on to payment" })).toHaveCount(0);
});

test("who buys credits at a reached limit is told before paying that it does not help", async ({ page }) => {
  await signIn(page, (await limitReached()).id, "owner", "/?dialog=top-up");
  await expect(page.getByText(/Buying credits will not unblock features before 1 \w+/)).toBeVisible();
  await page.getByRole("button", { name: "Raise the limit instead" }).click();
  await expect(page.getByRole("dialog", { name: "Monthly spending limits" })).toBeVisible();
});

test("who pays with the keyboard alone comes as far as with the mouse", async ({ page, customer }) => {
  await customer.hasProfile();
  await signIn(page, customer.id);
  const open = page.getByRole("button", { name: "Top up credits" });
  await tabTo(page, open);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "€10", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "€50", exact: true })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(open).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "€10", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await tabTo(page, page.getByRole("button", { name: "Pay" }));
  await page.keyboard.press("Enter");

  await page.waitForURL((url) => url.origin !== new URL(BASE()).origin);
  await tabTo(page, page.getByRole("button", { name: /^Pay/ }).first());
  await page.keyboard.press("Enter");

  await page.waitForURL(/\/payments\?top_up=pay_/);
  await expect(page.getByText("€50.00 added. New balance €50.00.")).toBeVisible();
});

test("a direct debit is shown as under way, and its credits arrive when the bank has answered", async ({
  page,
  customer,
}) => {
  await customer.hasProfile();
  const { id, stripe } = await customer.buys("50.00", "SEPA_UNANSWERED");
  await signIn(page, customer.id, "owner", `/payments?top_up=${id}`);
  await expect(page.getByText("Your bank has not confirmed the payment yet.")).toBeVisible();

  await afterwards(stripe, id, "honour");

  await expect(page.getByText("€50.00 added. New balance €50.00.")).toBeVisible();
});

test("payments are kept as a table that a spreadsheet reads, with what went back", async ({
  page,
  customer,
}) => {
  await customer.hasProfile();
  const { id, stripe } = await customer.buys("100.00");
  await afterwards(stripe, id, "refund", "24.40");
  await signIn(page, customer.id, "member", "/payments");
  const row = page.locator("tbody tr").first();
  await expect(row).toContainText("Partly refunded");
  await expect(row).toContainText("€24.40 refunded");

  const text = await downloaded(page, page.getByRole("button", { name: "Download CSV" }));

  expect(text.toString()).toMatch(
    new RegExp(
      `^id,created_at,[^\\r]*\\r\\n${id},[^\\r]*,100\\.00,22\\.00,122\\.00,24\\.40,EUR,partly_refunded`,
    ),
  );
});

test("a plain member sees payments, and who may buy", async ({ page }) => {
  await signIn(page, "acme", "member", "/payments");
  await expect(page.getByRole("button", { name: "Top up credits" })).toHaveAccessibleDescription(
    /Only owners and billing managers can buy credits/,
  );
});

test("a link to a payment says what became of it, to nobody but those whose it is", async ({
  page,
  customer,
}) => {
  await customer.hasProfile();
  const { id } = await customer.buys("50.00", null);
  await signIn(page, customer.id, "owner", `/payments?top_up=${id}`);
  await expect(page.getByRole("status").getByText("Nothing has been charged yet.")).toBeVisible();

  // The first page keeps asking about its payment; its answers must not count as the stranger's.
  await page.goto("about:blank");
  const asked = page.waitForResponse((answer) => answer.url().endsWith(`/v1/top_ups/${id}`));
  await page.context().clearCookies();
  await signIn(page, "fresh", "owner", `/payments?top_up=${id}&returned`);
  expect((await asked).status()).toBe(404);
  await expect(page.getByText("No payments yet.")).toBeVisible();
  await expect(page.getByText("Payment received")).toHaveCount(0);
});

test("pressing Pay twice opens one checkout, and who comes back from it may press again", async ({
  page,
  customer,
}) => {
  await customer.hasProfile();
  await signIn(page, customer.id, "owner", "/payments?dialog=top-up");
  // The payment page never comes, so this one stays as one leaves it.
  await page.route(
    (url) => url.origin !== new URL(BASE()).origin,
    (route) => route.fulfill({ status: 204 }),
  );
  const opened: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/top_ups"))
      opened.push(request.headers()["idempotency-key"] ?? "");
  });
  const answered = page.waitForResponse(
    (answer) => answer.request().method() === "POST" && answer.url().endsWith("/v1/top_ups"),
  );
  await page.getByRole("button", { name: "Pay", exact: true }).dblclick();
  const busy = page.getByRole("button", { name: "Opening checkout…" });
  await expect(busy).toHaveAttribute("aria-busy", "true");
  // As one leaves for the payment page, so that the list has what was opened.
  expect((await answered).status()).toBe(201);

  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));

  await expect(busy).toHaveCount(0);
  const payments = (await customer.read("/v1/payments")) as { data: unknown[] };
  expect(payments.data).toHaveLength(1);
  expect(opened).toHaveLength(1);
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect.poll(() => opened.length).toBe(2);
  expect(new Set(opened).size).toBe(1);
});

test("who has no billing profile is led to it, and reads at its fields what is not accepted", async ({
  page,
  customer,
}) => {
  await signIn(page, customer.id, "owner", "/payments?dialog=top-up");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByText("Your billing profile is needed first.")).toBeVisible();
  await page.getByRole("button", { name: "Fill in the billing profile" }).click();
  await expect(page.getByLabel("Legal name")).toBeFocused();

  await page.getByLabel("Legal name").fill("Acme S.r.l.");
  await page.getByLabel("Street and number").fill("Via Roma 1");
  await page.getByLabel("Postal code").fill("20121");
  await page.getByRole("textbox", { name: "City" }).fill("Milano");
  await page.getByLabel("E-mail for invoices").fill("accounts@acme.example");
  await page.getByLabel("VAT number (optional)").fill("DE123456789");
  const country = page.getByRole("combobox", { name: "Country" });
  await expect(country).toHaveValue("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(country).toBeFocused();
  await expect(country).toHaveAccessibleDescription("Fill this in.");

  await country.selectOption("IT");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("VAT number (optional)")).toBeFocused();
  await expect(page.getByLabel("VAT number (optional)")).toHaveAccessibleDescription(
    /It begins with the two letters of the country above/,
  );

  await page.getByLabel("VAT number (optional)").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Billing profile saved.");
});

test("who has several top-ups open is told to pay one of them", async ({ page, customer }) => {
  await customer.hasProfile();
  for (let each = 0; each < 5; each++) await customer.buys("10.00", null);
  await signIn(page, customer.id, "owner", "/payments?dialog=top-up");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByRole("alert").getByText("Several top-ups wait to be paid.")).toBeVisible();
});
