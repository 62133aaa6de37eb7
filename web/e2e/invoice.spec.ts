import { extractText, getDocumentProxy } from "unpdf";
import { afterwards } from "./customer";
import { downloaded, expect, signIn, test } from "./test";

async function words(pdf: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text;
}

test("the invoice of a payment is downloaded, and its number stands in it", async ({ page, customer }) => {
  await customer.hasProfile();
  await customer.buys("50.00");
  await signIn(page, customer.id, "member", "/payments");
  const download = page.getByRole("button", { name: /^Download invoice \d{4}-\d{6} PDF/ });
  await download.waitFor();
  const [number = ""] = /\d{4}-\d{6}/.exec((await download.getAttribute("aria-label")) ?? "") ?? [];

  const pdf = await downloaded(page, download);
  const xml = await downloaded(page, page.getByRole("button", { name: `Download the XML of ${number}` }));

  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(await words(pdf)).toContain(number);
  expect(await words(pdf)).toContain("€61.00");
  expect(xml.toString()).toContain(`<ram:ID>${number}</ram:ID>`);
});

test("what was paid back has a credit note, which names its invoice", async ({ page, customer }) => {
  await customer.hasProfile();
  const { id, stripe } = await customer.buys("100.00");
  await signIn(page, customer.id, "member", "/payments");
  await page.getByRole("button", { name: /^Download invoice/ }).waitFor();
  await afterwards(stripe, id, "refund", "24.40");
  const download = page.getByRole("button", { name: /^Download credit note CN-\d{4}-\d{6} PDF/ });
  await download.waitFor();
  const [number = ""] = /CN-\d{4}-\d{6}/.exec((await download.getAttribute("aria-label")) ?? "") ?? [];

  const text = await words(await downloaded(page, download));

  expect(text).toContain(number);
  expect(text).toMatch(/(?<!CN-)\d{4}-\d{6}/);
});
