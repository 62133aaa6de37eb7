import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { baseUrl, expect, test } from "./fixtures";

/** One of `corsOrigins` of the stage that the local run plays. */
const PLATFORM = "http://localhost:5173";

// The platform's page comes from no address, so Chromium asks before it may load anything from this machine.
test.use({ permissions: ["local-network-access"] });

/** The example page of docs/embed.md, word for word. */
function example(): string {
  const guide = readFileSync(new URL("../../docs/embed.md", import.meta.url), "utf8");
  return (guide.split("```html\n")[1] ?? "").split("```")[0]!.replace("https://app.example.com", baseUrl());
}

async function openPlatform(page: Page, token: () => Promise<string>, html = example()): Promise<void> {
  await page.route(`${PLATFORM}/**`, async (route) => {
    const isToken = new URL(route.request().url()).pathname === "/credits-token";
    await route.fulfill(
      isToken
        ? { contentType: "text/plain", body: await token() }
        : { contentType: "text/html;charset=utf-8", body: html },
    );
  });
  await page.goto(`${PLATFORM}/usage`);
}

test("the example of the guide shows the page within a platform's own", async ({ page, customer }) => {
  await customer.addCredits("20.00");
  await customer.setLimits("5.00", "10.00");
  await openPlatform(page, () => customer.token("owner"));
  const usage = page.locator("credits-usage");

  await expect(usage.getByRole("heading", { name: "Monthly overview" })).toBeVisible();
  await expect(usage.getByRole("region", { name: /\d{4}/ })).toContainText("€20.00");

  // The window, its title, its address and its styles stay the platform's.
  await usage.getByRole("link", { name: "Monthly history" }).click();
  await expect(usage.getByRole("heading", { name: "Monthly history" })).toBeFocused();
  expect(page.url()).toBe(`${PLATFORM}/usage`);
  expect(await page.title()).toBe("Our platform");
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  const font = (name: string) =>
    page.getByRole("heading", { name }).evaluate((shown) => getComputedStyle(shown).fontFamily);
  expect(await font("Monthly history")).toBe("Georgia, serif");
  expect(await font("Our platform")).not.toContain("Georgia");
  const current = usage.locator("nav [aria-current=page]");
  expect(await current.evaluate((link) => getComputedStyle(link).borderBlockEndColor)).toBe(
    "rgb(10, 107, 79)",
  );
});

test("a member changes the limits in the element, from another origin", async ({ page, customer }) => {
  await customer.addCredits("20.00");
  await customer.setLimits("5.00", "10.00");
  await openPlatform(
    page,
    () => customer.token("owner"),
    example().replace("<credits-usage>", '<credits-usage lang="de">'),
  );
  const usage = page.locator("credits-usage");

  await usage.getByRole("button", { name: "Limits festlegen" }).click();
  const dialog = usage.getByRole("dialog");
  await dialog.getByLabel("Erlaubtes Limit (€)").fill("12,00");
  await dialog.getByRole("button", { name: "Speichern" }).click();

  await expect
    .poll(async () => (await customer.read("/v1/limits")) as object)
    .toMatchObject({ allowed_limit: "12.00" });
});

test("a refused token is told to the platform, and another one goes on", async ({ page, customer }) => {
  await customer.addCredits("20.00");
  let token = "expired";
  await openPlatform(page, async () => (token === "expired" ? token : customer.token("owner")));
  const usage = page.locator("credits-usage");
  await expect(usage.getByRole("alert").first()).toContainText("session");

  token = "valid";
  await usage.getByRole("button", { name: "Sign in again" }).first().click();

  await expect(usage.getByRole("region", { name: /\d{4}/ })).toContainText("€20.00");
});

test("an origin that is not named cannot read the API", async ({ page, customer, faults }) => {
  await customer.addCredits("20.00");
  const token = await customer.token("owner");
  await page.route("http://localhost:5174/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<p>Other</p>" }),
  );
  await page.goto("http://localhost:5174/");

  const outcome = await page.evaluate(
    ([base, bearer]) =>
      fetch(`${base}/v1/me`, { headers: { Authorization: `Bearer ${bearer}` } }).then(
        (answer) => answer.status,
        (reason: unknown) => (reason as Error).name,
      ),
    [baseUrl(), token],
  );

  expect(outcome).toBe("TypeError");
  await expect.poll(() => faults).toEqual([expect.stringContaining("blocked by CORS policy")]);
  faults.length = 0;
});

test("the element is accessible within a platform's page", async ({ page, customer }) => {
  // A colour that is on its way to another one is no colour to judge.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await customer.addCredits("20.00");
  await customer.setLimits("5.00", "10.00");
  await openPlatform(page, () => customer.token("owner"));
  await expect(
    page.locator("credits-usage").getByRole("heading", { name: "Monthly overview" }),
  ).toBeVisible();

  await expectAccessible(page, "the element");
});
