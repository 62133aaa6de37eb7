import { extractText, getDocumentProxy } from "unpdf";
import { applyDashboardAction } from "./customer";
import { download, expect, signIn, test } from "./fixtures";

async function textOf(pdf: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text;
}

test("the downloaded invoice of a payment contains its number and total", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  await customer.buy("50.00");
  await signIn(page, customer.id, "owner", "/payments");
  const button = page.getByRole("button", { name: /^Download invoice \d{4}-\d{6} PDF/ });
  await button.waitFor();
  const [number = ""] = /\d{4}-\d{6}/.exec((await button.getAttribute("aria-label")) ?? "") ?? [];

  const pdf = await download(page, button);
  const xml = await download(page, page.getByRole("button", { name: `Download the XML of ${number}` }));

  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(await textOf(pdf)).toContain(number);
  expect(await textOf(pdf)).toContain("€61.00");
  expect(xml.toString()).toContain(`<ram:ID>${number}</ram:ID>`);
});

test("the statement of a month is saved as a PDF that explains the balance", async ({ page, customer }) => {
  await customer.rename("Acme Statements S.r.l.");
  await customer.saveBillingProfile();
  await customer.buy("50.00");
  await signIn(page, customer.id, "owner", "/balance");
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });

  await page.getByRole("button", { name: "Save as PDF" }).click();

  await expect(page.locator("body")).toHaveAttribute("data-printed", "");
  const text = (await textOf(await page.pdf())).replaceAll(/\s+/g, " ");
  for (const part of [
    "Acme Statements S.r.l.",
    "Balance at the start of the month €0.00",
    "Top-up +€50.00",
    "Balance now €50.00",
  ])
    expect(text).toContain(part);
});

test("a refund has a credit note that names the invoice", async ({ page, customer }) => {
  await customer.saveBillingProfile();
  const { id, stripe } = await customer.buy("100.00");
  await signIn(page, customer.id, "owner", "/payments");
  await page.getByRole("button", { name: /^Download invoice/ }).waitFor();
  await applyDashboardAction(stripe, id, "refund", "24.40");
  const button = page.getByRole("button", { name: /^Download credit note CN-\d{4}-\d{6} PDF/ });
  await button.waitFor();
  const [number = ""] = /CN-\d{4}-\d{6}/.exec((await button.getAttribute("aria-label")) ?? "") ?? [];

  const text = await textOf(await download(page, button));

  expect(text).toContain(number);
  expect(text).toMatch(/(?<!CN-)\d{4}-\d{6}/);
});

test("an invoice with a wrong name is replaced by one with the right name and an order", async ({
  page,
  customer,
}) => {
  await customer.saveBillingProfile();
  await customer.buy("50.00");
  await signIn(page, customer.id, "owner", "/payments");
  await page.getByRole("button", { name: /^Download invoice/ }).waitFor();
  await page.getByRole("button", { name: /^Details of pay_/ }).click();
  const correct = page.getByRole("button", { name: /^Correct invoice/ });
  await correct.waitFor();
  const [old = ""] = /\d{4}-\d{6}/.exec((await correct.getAttribute("aria-label")) ?? "") ?? [];

  await correct.click();
  await page.getByRole("button", { name: "Change the billing profile" }).click();
  await page.getByLabel("Legal name").fill("Acme Nuova S.r.l.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await correct.click();
  await expect(page.getByRole("dialog")).toContainText("Acme Nuova S.r.l.");
  await page.getByLabel("Purchase order").fill("PO-4711");
  await page.getByRole("button", { name: "Make out a new invoice" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  const note = page.getByRole("button", { name: /^Download credit note CN-/ });
  await note.waitFor();
  const current = page.getByRole("button", { name: /^Download invoice/ }).first();
  const text = await textOf(await download(page, current));
  expect(text).toContain("Acme Nuova S.r.l.");
  expect(text).toContain("PO-4711");
  expect(text).toContain(`Replaces invoice ${old}`);
  expect(await textOf(await download(page, note))).toContain(`Cancels invoice ${old}`);
});

test("a member who may not read billing data sees the invoice's number and no download", async ({
  page,
  customer,
}) => {
  await customer.saveBillingProfile();
  await customer.buy("50.00");
  await signIn(page, customer.id, "member", "/payments");
  const row = page.locator("tbody tr").first();
  await expect(row).toContainText(/\d{4}-\d{6}/);
  await expect(row.getByRole("button", { name: /Download/ })).toHaveCount(0);
});
