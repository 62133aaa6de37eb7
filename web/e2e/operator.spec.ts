import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { setAppearance } from "./appearance";
import { baseUrl, download, expect, tabTo, test } from "./fixtures";

/** The widths from a small phone to a desk, each in one of the two schemes. */
const APPEARANCES = [
  { scheme: "light", width: 320 },
  { scheme: "dark", width: 768 },
  { scheme: "light", width: 1440 },
  { scheme: "dark", width: 1440 },
] as const;

/** Opens a page of the console as this person, of whom the local provider knows by its cookie. */
async function open(page: Page, path: string, person: Person = OPERATOR): Promise<void> {
  await page
    .context()
    .addCookies([{ name: "signed-in", value: person.join("/"), domain: "localhost", path: "/oidc" }]);
  await page.goto(baseUrl() + path);
}

type Person = readonly [organisation: string, member: string, role: string];

const OPERATOR: Person = ["platform", "usr_operator", "operator"];

async function expectAccessibleEverywhere(page: Page, what: string): Promise<void> {
  for (const { scheme, width } of APPEARANCES) {
    await setAppearance(page, { scheme, width });
    await expectAccessible(page, `${what} ${scheme} ${width}`);
    await page.screenshot({ path: `target/operator/${what}-${scheme}-${width}.png`, fullPage: true });
  }
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

test("a member is told that the console is not for them, and sees nothing of it", async ({
  page,
  customer,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));

  await open(page, "/operator", [customer.id, "usr_giulia", "owner"]);

  await expect(heading(page, "This console is not for you")).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  expect(asked.filter((path) => path.startsWith("/v1/"))).toEqual(["/v1/me"]);
  await expectAccessibleEverywhere(page, "not-for-you");
  await page.getByRole("link", { name: "Go to your usage" }).click();
  await expect(heading(page, "Monthly overview")).toBeVisible();
});

test("the members' page loads no byte of the console, and the console none of the page's", async ({
  page,
}) => {
  // A page each, since one goes on loading while the other begins.
  const loadedBy = (of: Page) => {
    const paths: string[] = [];
    of.on("request", (request) => paths.push(new URL(request.url()).pathname));
    return paths;
  };
  const scripts = loadedBy(page);
  await open(page, "/", ["acme", "usr_giulia", "owner"]);
  await expect(heading(page, "Monthly overview")).toBeVisible();
  const members = scripts.filter((path) => path.startsWith("/assets/"));
  expect(members.length).toBeGreaterThan(0);
  expect(members.filter((path) => path.includes("operator"))).toEqual([]);

  const other = await page.context().newPage();
  const loaded = loadedBy(other);
  await open(other, "/operator");
  await expect(heading(other, "Accounts")).toBeVisible();

  const console = loaded.filter((path) => path.startsWith("/assets/"));
  expect(console.length).toBeGreaterThan(0);
  expect(console.filter((path) => !path.startsWith("/assets/operator/"))).toEqual([]);
});

test("an operator finds an account by what a customer says, with the keyboard alone", async ({
  page,
  customer,
}) => {
  await customer.addCredits("12.345678901");
  await open(page, "/operator");
  await expect(heading(page, "Accounts")).toBeVisible();

  await tabTo(page, page.getByLabel("Organisation, name, e-mail or VAT ID"));
  await page.keyboard.type(customer.id.toUpperCase());
  await page.keyboard.press("Enter");

  const row = page.getByRole("row", { name: new RegExp(customer.id) });
  await expect(row.getByRole("cell").last()).toHaveText("€12.345678901");
  await expectAccessibleEverywhere(page, "accounts");
  await tabTo(page, row.getByRole("link", { name: customer.id }));
  await page.keyboard.press("Enter");
  await expect(heading(page, customer.id)).toBeFocused();
});

test("an account is on one page, to the last digit, and its chain is tied together", async ({
  page,
  customer,
}) => {
  await customer.addCredits("20.00", "Goodwill");
  await customer.setLimits("8.00", "10.00");
  await customer.sendReport([{ operation: "translation.document", quantity: "1234", reference: "doc-77" }]);
  const state = (await customer.read("/v1/usage/months/current")) as { balance: string; used: string };
  await open(page, `/operator/account?organisation=${customer.id}`);

  const summary = page.getByRole("region", { name: "Balance and limits" });
  await expect(summary).toContainText(`Balance€${state.balance}`);
  await expect(summary).toContainText(`€${state.used}`);
  await expect(summary).toContainText("Allowed limit€10.00");
  const entries = page.getByRole("table", { name: /^Entries of/ });
  await expect(entries.getByRole("row", { name: /doc-77/ })).toContainText(`€${state.used}`);
  await expect(page.getByRole("table", { name: "Adjustments" })).toContainText("Goodwill");
  const chain = page.getByRole("table", { name: "Chain" });
  await expect(chain.getByText("tied to the one before")).toHaveCount(2);
  await expect(chain.getByText("first segment")).toHaveCount(1);
  await expectAccessibleEverywhere(page, "account");
});

test("a misspelt organisation has no account, and nothing is opened for it", async ({ page, customer }) => {
  await open(page, `/operator/account?organisation=${customer.id}`);

  await expect(page.getByRole("status").filter({ hasText: "has no account" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Adjust balance" })).toHaveCount(0);
  await expectAccessible(page, "no account");
});

test("an adjustment shows its effect first, and is booked once however often it is sent", async ({
  page,
  customer,
}) => {
  await customer.addCredits("20.00");
  await open(page, `/operator/account?organisation=${customer.id}`);
  await page.getByRole("button", { name: "Adjust balance" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Review" }).click();
  await expect(dialog.getByText("Enter an amount above zero")).toBeVisible();
  await expect(dialog.getByText("This field is required.")).toBeVisible();
  await expectAccessible(page, "adjustment, invalid");
  await dialog.getByLabel("What to do").selectOption("take");
  await dialog.getByLabel("Amount in euro").fill("25,50");
  await dialog.getByLabel("Reason").fill("Given twice");
  await dialog.getByRole("button", { name: "Review" }).click();
  await expect(dialog).toContainText("Balance afterwards-€5.50");
  await expect(dialog).toContainText("The balance becomes negative");
  await expectAccessible(page, "adjustment, review");
  await page.screenshot({ path: "target/operator/adjust-review.png" });
  const keys: (string | undefined)[] = [];
  // The call arrives and is booked; only its answer is lost, so that nobody knows.
  await page.route("**/v1/adjustments", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    keys.push(route.request().headers()["idempotency-key"]);
    const answer = await route.fetch();
    return keys.length === 1 ? route.abort() : route.fulfill({ response: answer });
  });

  await dialog.getByRole("button", { name: `Adjust ${customer.id}` }).click();
  await expect(dialog.getByRole("alert")).toContainText("The outcome is unknown");
  await expect(dialog.getByRole("button", { name: "Back" })).toHaveCount(0);
  // Neither the dialog's end nor the page's makes room for a second adjustment.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await page.getByRole("button", { name: "Adjust balance" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The outcome is unknown");
  await expect(dialog).toContainText("Given twice");
  await dialog.getByRole("button", { name: "Send again" }).click();

  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Balance and limits" })).toContainText("Balance-€5.50");
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  const taken = page.getByRole("table", { name: "Adjustments" }).getByRole("row", { name: /Given twice/ });
  await expect(taken).toHaveCount(1);
  await expect(taken).toContainText("usr_operator");
  await page.getByRole("link", { name: "Adjustments", exact: true }).click();
  await expect(page.getByRole("row", { name: new RegExp(`${customer.id}.*Given twice`) })).toHaveCount(1);
  await expectAccessibleEverywhere(page, "adjustments");
});

test("the close of a month has each organisation to the last digit, and its CSV the same", async ({
  page,
  customer,
}) => {
  await customer.addCredits("9876.543210987");
  // What happens each night.
  const schedules = await (await fetch(`${baseUrl()}/local/schedules`)).text();
  const proof = schedules.split("\n").find((line) => line.includes('"prove"')) ?? "";
  const ran = await fetch(`${baseUrl()}/local/schedules/${proof.split(" ")[0]}`, { method: "POST" });
  expect(await ran.text()).toContain("flaws");

  await open(page, "/operator/monthly-close");

  await expect(heading(page, "Monthly close")).toBeVisible();
  await expect(page.getByRole("status").getByText(/Open|Closed/)).toBeVisible();
  const row = page.getByRole("row", { name: new RegExp(customer.id) });
  await expect(row.getByRole("cell").filter({ hasText: "€9,876.543210987" }).first()).toBeVisible();
  const csv = (await download(page, page.getByRole("button", { name: "Download CSV" }))).toString();
  const lines = csv.trimEnd().split("\r\n").slice(1);
  const shown = await page.getByRole("table").locator("tbody th").allTextContents();
  expect(lines.map((line) => line.split(",")[0]).slice(0, shown.length)).toEqual(shown);
  expect(lines.find((line) => line.startsWith(`${customer.id},`))).toContain(",9876.543210987,");
  await expectAccessibleEverywhere(page, "monthly-close");
});

test("signing out of the console ends at its own page", async ({ page }) => {
  await open(page, "/operator");
  await expect(heading(page, "Accounts")).toBeVisible();

  await page.getByRole("button", { name: "Sign out" }).click();

  await expect(heading(page, "You are signed out")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/operator/signed-out");
  await expectAccessible(page, "signed out");
});
