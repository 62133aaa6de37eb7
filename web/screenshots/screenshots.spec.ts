import { test, type Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { show, VIEWS } from "../e2e/views";

const LOOKS = {
  desk: { viewport: { width: 1280, height: 860 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 780 }, colorScheme: "light" },
} as const;

/** Those that the README shows. */
const DOCS: Record<string, string> = {
  "desk/overview, over the alert": "overview",
  "dark/history": "history-dark",
  "phone/overview, over the alert": "phone",
};

const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url));

async function take(page: Page, look: string, view: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const file = `target/screenshots/${look}-${view.replaceAll(/\W+/g, "-")}.png`;
  await page.screenshot({
    path: file,
    fullPage: !(await page.locator("dialog").count()),
    animations: "disabled",
  });
  const name = DOCS[`${look}/${view}`];
  if (name) await page.screenshot({ path: docs(name), animations: "disabled" });
}

for (const [look, options] of Object.entries(LOOKS))
  test.describe(look, () => {
    test.use(options);
    for (const view of VIEWS)
      test(view.name, async ({ page, context }) => {
        await show(page, context, view);
        await take(page, look, view.name);
      });
  });
