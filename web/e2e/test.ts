import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { BASE, Customer, key } from "./customer";

export { BASE, expect };

type Role = "owner" | "member";

/** Signs in as the provider's page offers it, and comes to where one wanted to be. */
export async function signIn(
  page: Page,
  organisation: string,
  role: Role = "owner",
  path = "/",
): Promise<void> {
  await page.goto(BASE() + path);
  await page.waitForURL(/\/oidc\/authorize/);
  const known = page.locator("form", { has: page.locator(`input[value="${organisation}"]`) });
  if ((await known.count()) > 0) await known.locator(`button[value=${role}]`).click();
  else {
    await page.getByText("Another organisation").click();
    await page.getByLabel("Organisation", { exact: true }).fill(organisation);
    await page.getByLabel("Role").selectOption(role);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  await page.waitForURL((url) => !url.pathname.startsWith("/oidc") && url.pathname !== "/signed-in");
  await page.locator("footer").waitFor();
}

/** To where Tab leads in the end; forwards only, as people who do not know the page go. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < 80 && !(await isThere()); tabs++) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

/** The file that a press hands to the browser. */
export async function downloaded(page: Page, button: Locator): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await button.click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Fixtures {
  customer: Customer;
  faults: string[];
}

/** Every test fails on an error in the browser's console: a broken content security policy is one. */
export const test = base.extend<Fixtures & { watch: void }>({
  // eslint-disable-next-line no-empty-pattern
  customer: async ({}, use) => use(new Customer(`e2e-${key().slice(4).toLowerCase()}`)),
  // eslint-disable-next-line no-empty-pattern
  faults: async ({}, use) => use([]),
  watch: [
    async ({ page, faults }, use) => {
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        // What the network refuses is part of some tests, and is told here too.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          faults.push(message.text());
      });
      await use();
      expect(faults, "errors in the console").toEqual([]);
    },
    { auto: true },
  ],
});
