import type { Locator, Page } from "@playwright/test";
import { limitReached, sharedAccount, withPayments } from "./accounts";
import { applyDashboardAction } from "./customer";
import { baseUrl, download, expect, signIn, tabTo, test } from "./fixtures";

/** Fills in what every billing profile needs, except for the country. */
async function fillProfile(page: Page): Promise<void> {
  await page.getByLabel("Legal name").fill("Acme S.r.l.");
  await page.getByLabel("Street and number").fill("Via Roma 1");
  await page.getByLabel("Postal code").fill("20121");
  await page.getByRole("textbox", { name: "City" }).fill("Milano");
  await page.getByLabel("E-mail for invoices").fill("accounts@acme.example");
}

async function saveProfile(page: Page): Promise<void> {
  await fillProfile(page);
  await page.getByRole("combobox", { name: "Country" }).selectOption("IT");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Billing profile saved.");
}

const isPaymentPage = (url: URL) => url.origin !== new URL(baseUrl()).origin;

/** Waits for the payment page and returns its first button that pays. */
async function payButton(page: Page): Promise<Locator> {
  await page.waitForURL(isPaymentPage);
  return page.getByRole("button", { name: /^Pay/ }).first();
}

/** Waits until the payment page has led back to the page and the credits have arrived. */
async function expectAdded(page: Page, amount: string): Promise<void> {
  await page.waitForURL(/\/payments\?top_up=pay_/);
  await expect(page.getByText(`${amount} added. New balance: ${amount}.`)).toBeVisible();
}

test("credits arrive after they are paid for on the payment page", async ({ page, customer }) => {
  await signIn(page, customer.id, "owner", "/payments");
  await expect(page.getByText("No payments yet. Top up credits to get started.")).toBeVisible();
  await page.getByRole("button", { name: "Billing profile" }).click();
  await saveProfile(page);

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
  await (await payButton(page)).click();

  await expectAdded(page, "€75.50");
  const row = page.locator("tbody tr").first();
  await expect(row).toContainText("Paid");
  await expect(row).toContainText("€92.11");
});

test("a cancelled payment charges nothing, and the page says so", async ({ page, customer }) => {
  await signIn(page, customer.id, "owner", "/payments?dialog=billing");
  await saveProfile(page);
  await page.getByRole("button", { name: "Top up credits" }).click();
  await page.getByRole("radio", { name: "€50", exact: true }).check();
  await page.getByRole("button", { name: "Pay" }).click();
  await page.getByRole("link", { name: "Cancel and go back" }).click();

  await expect(page.getByText("Checkout was closed. You have not been charged.")).toBeVisible();
  await expect(page.locator("tbody tr").first()).toContainText("Not paid yet");
});

test("an unpaid top-up leads back to its payment page and can be paid there", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  const { id } = await customer.buy("50.00", null);
  await signIn(page, customer.id, "owner", "/payments");
  await page.getByRole("button", { name: `Details of pay_…${id.slice(-6)}` }).click();
  await expect(page.locator(".row-details")).toContainText(id);
  await expect(page.locator(".row-details")).toContainText("Nothing has been charged yet.");

  await page.getByRole("button", { name: "Continue to payment" }).click();
  await (await payButton(page)).click();

  await expectAdded(page, "€50.00");
  await expect(page.getByRole("button", { name: "Continue to payment" })).toHaveCount(0);
});

test("a member who may not buy cannot reopen a payment page", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  await customer.buy("50.00", null);
  await signIn(page, customer.id, "member", "/payments");
  await expect(page.locator("tbody tr").first()).toContainText(
    "Only owners and billing managers can buy credits.",
  );
  await expect(page.getByRole("button", { name: "Continue to payment" })).toHaveCount(0);
});

test("a top-up at a reached limit warns before payment that credits will not help", async ({ page }) => {
  await signIn(page, (await limitReached()).id, "owner", "/?dialog=top-up");
  await expect(page.getByText(/Buying credits will not unblock features before 1 \w+/)).toBeVisible();
  await page.getByRole("button", { name: "Raise the limit instead" }).click();
  await expect(page.getByRole("dialog", { name: "Monthly spending limits" })).toBeVisible();
});

test("credits can be bought with the keyboard alone", async ({ page, customer }) => {
  await customer.saveBillingProfile();
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
  await tabTo(page, await payButton(page));
  await page.keyboard.press("Enter");

  await expectAdded(page, "€50.00");
});

test("a direct debit is added when the bank confirms it", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  const { id, stripe } = await customer.buy("50.00", "SEPA_UNANSWERED");
  await signIn(page, customer.id, "owner", `/payments?top_up=${id}`);
  await expect(page.getByText("Your bank has not confirmed the payment yet.")).toBeVisible();

  await applyDashboardAction(stripe, id, "honour");

  await expectAdded(page, "€50.00");
});

test("the payments in the CSV file include their refunds", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  const { id, stripe } = await customer.buy("100.00");
  await applyDashboardAction(stripe, id, "refund", "24.40");
  await signIn(page, customer.id, "member", "/payments");
  const row = page.locator("tbody tr").first();
  await expect(row).toContainText("Partly refunded");
  await expect(row).toContainText("€24.40 refunded");

  const text = await download(page, page.getByRole("button", { name: "Download CSV" }));

  expect(text.toString()).toMatch(
    new RegExp(
      `^id,created_at,[^\\r]*\\r\\n${id},[^\\r]*,100\\.00,22\\.00,122\\.00,24\\.40,EUR,partly_refunded`,
    ),
  );
});

test("a member who may not buy sees the payments and who can buy credits", async ({ page }) => {
  await signIn(page, "acme", "member", "/payments");
  await expect(page.getByRole("button", { name: "Top up credits" })).toHaveAccessibleDescription(
    /Only owners and billing managers can buy credits/,
  );
});

test("a link to a payment shows its result to its own organisation only", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  const { id } = await customer.buy("50.00", null);
  await signIn(page, customer.id, "owner", `/payments?top_up=${id}`);
  await expect(page.getByRole("status").getByText("Nothing has been charged yet.")).toBeVisible();

  // The first page keeps polling its payment. Leaving it makes sure that the next response is the stranger's.
  await page.goto("about:blank");
  const response = page.waitForResponse((answer) => answer.url().endsWith(`/v1/top_ups/${id}`));
  await page.context().clearCookies();
  await signIn(page, "fresh", "owner", `/payments?top_up=${id}&returned`);
  expect((await response).status()).toBe(404);
  await expect(page.getByText("No payments yet.")).toBeVisible();
  await expect(page.getByText("Payment received")).toHaveCount(0);
});

test("pressing Pay twice opens one checkout, and Pay works again afterwards", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  await signIn(page, customer.id, "owner", "/payments?dialog=top-up");
  // The payment page never loads, so this page stays open.
  await page.route(isPaymentPage, (route) => route.fulfill({ status: 204 }));
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
  // The list has the top-up once its request has been answered.
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

test("a first top-up leads to the billing profile, its errors, and back with the amount", async ({
  page,
  customer,
}) => {
  await signIn(page, customer.id, "owner", "/payments?dialog=top-up");
  await page.getByRole("radio", { name: "€300", exact: true }).check();
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByText(/Your invoice and its VAT need these details once/)).toBeVisible();
  await expect(page.getByLabel("Legal name")).toBeFocused();

  await fillProfile(page);
  await page.getByLabel("VAT number (optional)").fill("DE123456789");
  const country = page.getByRole("combobox", { name: "Country" });
  await expect(country).toHaveValue("");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(country).toBeFocused();
  await expect(country).toHaveAccessibleDescription("This field is required.");

  await country.selectOption("IT");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("VAT number (optional)")).toBeFocused();
  await expect(page.getByLabel("VAT number (optional)")).toHaveAccessibleDescription(
    /starts with the two letters of the country above/,
  );

  await page.getByLabel("VAT number (optional)").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast[role=status]")).toHaveText("Billing profile saved.");
  await expect(page.getByRole("radio", { name: "€300", exact: true })).toBeChecked();
  await expect(page.getByText(/Pay opens Stripe’s secure checkout\./)).toBeVisible();
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await payButton(page);
});

test("unfinished top-ups are a list of their own, and Paid shows only what was paid", async ({ page }) => {
  await signIn(page, (await sharedAccount(withPayments)).id, "owner", "/payments");
  const unfinished = page.getByRole("region", { name: "Unfinished top-ups" });
  await expect(unfinished.locator("tbody tr")).toHaveCount(1);
  await expect(unfinished).toContainText(/Can be paid until \d\d:\d\d/);
  await expect(unfinished.getByRole("button", { name: "Continue to payment" })).toBeVisible();

  const rows = page.getByRole("region", { name: "Top-ups, newest first" }).locator("tbody tr");
  await expect(rows).toHaveCount(5);
  for (const status of ["Processing", "Expired"])
    await expect(rows.filter({ hasText: status }).locator("[data-label=Paid]")).toHaveText("–");
  await expect(rows.filter({ hasText: "Disputed" }).locator("[data-label=Paid]")).toContainText("€122.00");

  // Whatever is filtered has its own count, total and file.
  await page.getByRole("button", { name: "Credits" }).last().click();
  await expect(rows.first()).toContainText("€300.00");
  await page.getByLabel("Status").selectOption("Paid");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/status=paid/);
  await expect(page.locator("tfoot")).toContainText("Total paid (1)€300.00€66.00€366.00");
  await expect(page.getByRole("status").getByText("Payments found: 1")).toBeAttached();
  const file = String(await download(page, page.getByRole("button", { name: "Download CSV" })));
  expect(file).toMatch(
    /^id,created_at,[^\r]*\r\npay_[^\r]*,300\.00,66\.00,366\.00,0\.00,EUR,paid,[^\r]*,\r\n$/,
  );
  await page.getByLabel("From").fill("2999-01-01");
  await expect(page.getByText("No payments match.")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows).toHaveCount(5);

  await page.getByRole("link", { name: "Balance history" }).click();
  const changes = page.getByRole("region", { name: "Balance history" }).locator("tr");
  await expect(changes.filter({ hasText: "Balance at the start of the month" })).toContainText("€0.00");
  await expect(changes.filter({ hasText: "Top-up" })).toHaveCount(3);
  await expect(changes.filter({ hasText: "Refund or dispute" })).toContainText(["-€20.00", "-€100.00"]);
  await expect(changes.filter({ hasText: "Balance now" })).toContainText("€380.00");
  await expect(page).toHaveTitle(/^Balance history, \w+ \d{4} – /);
});

test("an unfinished top-up can be discarded, which makes room for another", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  for (let each = 0; each < 5; each++) await customer.buy("10.00", null);
  await signIn(page, customer.id, "owner", "/payments");
  const unfinished = page.getByRole("region", { name: "Unfinished top-ups" });
  await unfinished.getByRole("button", { name: "Discard the top-up of €10.00" }).first().click();

  await expect(page.locator(".toast[role=status]")).toHaveText(
    "The top-up of €10.00 was discarded. Nothing was charged.",
  );
  await expect(unfinished.locator("tbody tr")).toHaveCount(4);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const others = page.getByRole("region", { name: "Top-ups, newest first" });
  await expect(others.locator("tbody tr").filter({ hasText: "Expired" })).toHaveCount(1);

  await page.getByRole("button", { name: "Top up credits" }).click();
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await payButton(page);
});

test("with several unpaid top-ups, the page asks to pay one of them first", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  for (let each = 0; each < 5; each++) await customer.buy("10.00", null);
  await signIn(page, customer.id, "owner", "/payments?dialog=top-up");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByRole("alert").getByText("Several top-ups are still unpaid.")).toBeVisible();
});

test("when the day's limit of top-ups is reached, the page says so", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  for (let each = 0; each < 2; each++) await customer.buy("10000.00", null);
  await signIn(page, customer.id, "owner", "/payments?dialog=top-up");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByRole("alert").getByText("Today’s top-ups have reached a limit")).toBeVisible();
});
