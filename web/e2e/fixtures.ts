import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { currentDates } from "./clock";
import { baseUrl, Customer, ulid } from "./customer";

export { baseUrl, expect };

type Role = "owner" | "member";

/** The cookie by which the local provider knows who is there, so that it asks for nothing. */
export function providerCookie(organisation: string, role: Role = "owner") {
  const value = [organisation, "usr_giulia", role].join("/");
  return { name: "signed-in", value, domain: "localhost", path: "/oidc" };
}

/** Signs in without the provider's page: its cookie, which holds no secret, says who signed in last. */
export async function signIn(
  page: Page,
  organisation: string,
  role: Role = "owner",
  path = "/",
): Promise<void> {
  await page.context().addCookies([providerCookie(organisation, role)]);
  await page.goto(baseUrl() + path);
  await waitUntilSignedIn(page);
}

/** Signs in on the provider's page, which must be open, and waits for the page that was asked for. */
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
  await waitUntilSignedIn(page);
}

async function waitUntilSignedIn(page: Page): Promise<void> {
  await page.waitForURL((url) => !url.pathname.startsWith("/oidc") && url.pathname !== "/signed-in");
  await page.locator("footer").waitFor();
}

/** Navigates within the page, as its links do, and waits until the new view is shown. */
export async function navigate(page: Page, address: string): Promise<void> {
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

/** Presses Tab until the target has the focus. Forwards only, as people do who do not know the page. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < 80 && !(await isThere()); tabs++) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

/** Presses the button and returns the file that is downloaded. */
export async function download(page: Page, button: Locator): Promise<Buffer> {
  const started = page.waitForEvent("download");
  await button.click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await started).createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Fixtures {
  customer: Customer;
  faults: string[];
}

export const test = base.extend<Fixtures & { startDates: string; watchConsole: void }>({
  // eslint-disable-next-line no-empty-pattern
  customer: async ({}, use) => use(new Customer(`e2e-${ulid().slice(4).toLowerCase()}`)),
  // eslint-disable-next-line no-empty-pattern
  faults: async ({}, use) => use([]),

  /** Allows a retry only if a day ended while the test ran: what it saw may then be of two days. */
  startDates: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use, test) => {
      const midnight = join(test.project.outputDir, "midnights", test.testId);
      if (test.retry > 0 && !existsSync(midnight))
        throw new Error("No retry: no day ended while the test ran, so the failure above counts.");
      const before = currentDates();
      await use(before);
      if (test.status === test.expectedStatus || currentDates() === before) return;
      mkdirSync(dirname(midnight), { recursive: true });
      writeFileSync(midnight, before);
    },
    { auto: true },
  ],

  /** Fails every test that leaves an error in the browser's console, such as a violated content security policy. */
  watchConsole: [
    async ({ page, faults, startDates }, use) => {
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        // Failed requests are part of some tests and are logged as errors, too.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          faults.push(message.text());
      });
      await use();
      expect(faults, `errors in the console, ${startDates}`).toEqual([]);
    },
    { auto: true },
  ],
});
