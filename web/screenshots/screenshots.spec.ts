import { test, type Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { openView, VIEWS } from "../e2e/views";

const APPEARANCES = {
  desktop: { viewport: { width: 1280, height: 860 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 780 }, colorScheme: "light" },
} as const;

/** The screenshots that the README shows. */
const DOCUMENTED: Record<string, string> = {
  "desktop/overview, over the alert": "overview",
  "dark/history": "history-dark",
  "phone/overview, over the alert": "phone",
};

const documentedPath = (name: string) => fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url));

async function take(page: Page, appearance: string, view: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const file = `target/screenshots/${appearance}-${view.replaceAll(/\W+/g, "-")}.png`;
  await page.screenshot({
    path: file,
    fullPage: !(await page.locator("dialog").count()),
    animations: "disabled",
  });
  const name = DOCUMENTED[`${appearance}/${view}`];
  if (name) await page.screenshot({ path: documentedPath(name), animations: "disabled" });
}

for (const [appearance, options] of Object.entries(APPEARANCES))
  test.describe(appearance, () => {
    test.use(options);
    for (const view of VIEWS)
      test(view.name, async ({ page, context }) => {
        await openView(page, context, view);
        await take(page, appearance, view.name);
      });
  });
