import { extractText, getDocumentProxy } from "unpdf";
import { inflateSync } from "node:zlib";
import { today } from "./clock";
import { download, expect, navigate, signIn, test } from "./fixtures";

/** Markup, a formula, and what ends a text in HTML, CSV and PDF. If any of it runs, it marks the window. */
const HOSTILE = `=HYPERLINK("//x.example") <img src=x onerror=window.broken=1>"'),(/JS`;

/** What a PDF must not have: actions that run by themselves or lead elsewhere. */
const ACTIVE = /\/(JavaScript|JS|OpenAction|AA|Launch|SubmitForm|GoToR|ImportData)\b/;

/** The objects of a PDF with its streams unpacked, without the texts that are drawn. */
function structureOf(pdf: Buffer): string {
  const raw = pdf.toString("latin1");
  const streams = [...raw.matchAll(/stream\r?\n/g)].map(({ index, 0: start }) => {
    try {
      return inflateSync(pdf.subarray(index + start.length)).toString("latin1");
    } catch {
      return "";
    }
  });
  // Only streams of objects and references: drawn text may say anything.
  const objects = streams.filter((text) => /^(\d+ \d+ )+<</.test(text));
  return [raw.replace(/stream\r?\n[\s\S]*?endstream/g, ""), ...objects].join("\n").replace(/\([^()]*\)/g, "");
}

test("stored text is never markup, a formula or an action: on the page, in files and in e-mails", async ({
  page,
  customer,
}) => {
  await customer.rename(HOSTILE);
  await customer.saveBillingProfile({ legal_name: HOSTILE });
  await customer.addCredits("10.00", HOSTILE);
  await customer.setLimits("1.00", "50.00", [
    `giulia@${customer.id}.example`,
    `o'&{x}|a@${customer.id}.example`,
  ]);
  await customer.buy("50.00");
  await customer.use("query.run", "10");
  await signIn(page, customer.id, "owner", "/payments");
  const button = page.getByRole("button", { name: /^Download invoice/ });
  await button.waitFor();

  const pdf = await download(page, button);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  expect(text.replace(/\s+/g, " ")).toContain("<img src=x onerror=window.broken=1>");
  expect(structureOf(pdf)).not.toMatch(ACTIVE);
  const xml = await download(page, page.getByRole("button", { name: /^Download the XML/ }));
  expect(xml.toString()).toContain("&lt;img src=x onerror=window.broken=1&gt;");

  const invoices = await customer.readCsv(`/v1/invoices?series=${today().slice(0, 4)}`, "operator");
  expect(invoices).toContain(`"'=HYPERLINK(""//x.example"")`);
  for (const line of (await customer.readCsv("/v1/payments")).split("\r\n"))
    for (const cell of line.split(",")) expect(cell).not.toMatch(/^"?[=+@\t]/);

  await expect(page.getByText(HOSTILE).first()).toBeVisible();
  for (const view of ["/", "/alerts", "/payments", "/?dialog=limits", "/payments?dialog=billing"]) {
    await navigate(page, view);
    await expect(page.locator('img[src="x"]'), view).toHaveCount(0);
  }
  await expect(page.getByLabel("Legal name")).toHaveValue(HOSTILE);
  expect(await page.evaluate(() => "broken" in window)).toBe(false);

  // The request to confirm an address, the top-up and the alert.
  await expect.poll(async () => (await customer.mails()).length).toBe(3);
  for (const mail of await customer.mails()) {
    await page.goto(mail);
    await expect(page.locator("img, script, form")).toHaveCount(0);
  }
});
