import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { days } from "./clock";
import { BASE, Customer, key } from "./customer";

export { BASE, expect };

type Role = "owner" | "member";

/** As one whom the provider remembers: it keeps in a cookie, without secrets, who signed in last. */
export async function signIn(
  page: Page,
  organisation: string,
  role: Role = "owner",
  path = "/",
): Promise<void> {
  const value = [organisation, "usr_giulia", role].join("/");
  await page.context().addCookies([{ name: "signed-in", value, domain: "localhost", path: "/oidc" }]);
  await page.goto(BASE() + path);
  await isIn(page);
}

/** Signs in as the provider's page offers it, from where it is shown, and comes to where one wanted to be. */
export async function signInByHand(page: Page, organisation: string, role: Role = "owner"): Promise<void> {
  await page.waitForURL(/\/oidc\/authorize/);
  const known = page.locator("form", { has: page.locator(`input[value="${organisation}"]`) });
  if ((await known.count()) > 0) await known.locator(`button[value=${role}]`).click();
  else {
    await page.getByText("Another organisation").click();
    await page.getByLabel("Organisation", { exact: true }).fill(organisation);
    await page.getByLabel("Role").selectOption(role);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  await isIn(page);
}

async function isIn(page: Page): Promise<void> {
  await page.waitForURL((url) => !url.pathname.startsWith("/oidc") && url.pathname !== "/signed-in");
  await page.locator("footer").waitFor();
}

/** Within the page, as a link of it leads there: what is on the screen afterwards is the new view. */
export async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    if (new URL(to, location.href).pathname !== location.pathname)
      document.querySelector("main h1")?.setAttribute("data-left", "");
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);
  if (address.includes("dialog=")) await expect(page.locator("dialog[open]")).toBeVisible();
  else {
    await expect(page.locator("dialog")).toHaveCount(0);
    await expect(page.locator("main h1:not([data-left])")).toBeVisible();
  }
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

export const test = base.extend<Fixtures & { begins: string; watch: void }>({
  // eslint-disable-next-line no-empty-pattern
  customer: async ({}, use) => use(new Customer(`e2e-${key().slice(4).toLowerCase()}`)),
  // eslint-disable-next-line no-empty-pattern
  faults: async ({}, use) => use([]),

  /** What a test sees is of one day. Only one that failed while a day ended is begun again: all else stands. */
  begins: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, test) => {
      const midnight = join(test.project.outputDir, "midnights", test.testId);
      if (test.retry > 0 && !existsSync(midnight))
        throw new Error("The failure above stands: no day ended while the test ran.");
      const before = days();
      await use(before);
      if (test.status === test.expectedStatus || days() === before) return;
      mkdirSync(dirname(midnight), { recursive: true });
      writeFileSync(midnight, before);
    },
    { auto: true },
  ],

  /** Every test fails on an error in the browser's console: a broken content security policy is one. */
  watch: [
    async ({ page, faults, begins }, use) => {
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        // What the network refuses is part of some tests, and is told here too.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          faults.push(message.text());
      });
      await use();
      expect(faults, `errors in the console, ${begins}`).toEqual([]);
    },
    { auto: true },
  ],
});
