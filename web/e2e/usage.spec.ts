import type { Page } from "@playwright/test";
import { sharedAccount, wideEntries, withPayments } from "./accounts";
import { addDays } from "../src/calendar";
import { currentMonth, lastYear, now, today } from "./clock";
import { Customer } from "./customer";
import { baseUrl, download, expect, navigate, signIn, test } from "./fixtures";

test("reported usage appears without a reload and leads to its entry", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  await customer.setLimits("10.00", "50.00");
  await signIn(page, customer.id);
  await expect(page.getByText(/^No usage in \w+ yet\./)).toBeVisible();

  await customer.use("query.run", "12", "doc-42");

  await expect(page.getByText("€1.44").first()).toBeVisible();
  await expect(page.getByText("€98.56")).toBeVisible();
  await expect(page.getByRole("meter")).toHaveAttribute("aria-valuetext", /€1\.44 used\..*€48\.56 remaining/);

  await page
    .getByRole("region", { name: /Daily breakdown/ })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Usage on");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.locator("tbody tr").first()).toContainText("12 requests");
  await expect(page.locator("tbody tr").first()).toContainText("€0.12 / request");
  await page.getByRole("button", { name: /Details of Deep search/ }).click();
  await expect(page.getByText("doc-42")).toBeVisible();
  await expect(page.getByText("query.run", { exact: true })).toBeVisible();
  await expect(page.getByText(/^ent_[0-9a-f]{17}$/)).toBeVisible();
});

test("the page names the alert threshold and the limit when each is reached", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  await customer.setLimits("1.00", "2.00");
  await customer.use("query.run", "10");
  await customer.waitForBalance("98.80");
  await signIn(page, customer.id);

  await expect(page.getByText("Alert threshold exceeded: €1.20 used this month")).toBeVisible();
  await expect(page.getByRole("meter")).toHaveAttribute("aria-valuetext", /Alert threshold €1\.00, exceeded/);

  await customer.use("query.run", "10");

  await expect(page.getByText(/Limit almost reached: €0\.80 of €2\.00 is left this month/)).toBeVisible();
  await expect(page.getByText("Limit almost reached", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "What you can do" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Monthly limit too low");
  await expect(page.getByText(/are paused/)).toHaveCount(0);
  await expect(
    page.locator("main").getByText("Buying credits does not lift the limit.", { exact: true }),
  ).toBeVisible();
});

test("a day can be paged, filtered, searched and downloaded in full", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  const uses = (count: number, operation: string, member: string) =>
    Array.from({ length: count }, () => ({ operation, quantity: "1", member }));
  await customer.sendReport([
    ...uses(98, "query.run", "usr_giulia"),
    ...uses(18, "translation.page", "usr_giulia"),
    ...uses(4, "translation.page", "usr_marco"),
  ]);
  await customer.waitForBalance("86.26");
  await signIn(page, customer.id, "member", "/history");
  await page
    .getByRole("region", { name: /Cost per month/ })
    .getByRole("link")
    .first()
    .click();
  const spending = page.getByRole("region", { name: "Spending by" });
  await spending.getByRole("button", { name: "Member" }).click();
  await expect(spending.locator("dl > div")).toHaveText([/^usr_giulia€13\.38/, /^usr_marco€0\.36/]);
  await spending.getByRole("button", { name: "Service" }).click();
  await expect(spending.locator("dl > div")).toHaveText([/^Deep search€11\.76/, /€1\.98/]);
  // Any other range: until the day before there was nothing.
  const before = addDays(await spending.getByLabel("From").inputValue(), -1);
  await spending.getByLabel("To").fill(before);
  await expect(spending.getByLabel("From")).toHaveValue(before);
  await expect(spending.getByRole("status")).toHaveText(/^€0\.00 from /);
  await spending.getByLabel("To").fill(today());
  await expect(spending.getByRole("status")).toHaveText(/^€13\.74 from /);
  await spending.getByRole("button", { name: "Member" }).click();
  await expect(spending.locator("dl > div")).toHaveText([/^usr_giulia€13\.38/, /^usr_marco€0\.36/]);
  await page
    .getByRole("region", { name: /Daily breakdown/ })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByText("50 of 120 shown", { exact: true })).toBeVisible();

  const more = page.getByRole("button", { name: /^Load (\d+ )?more$/ });
  await expect(more).toHaveText("Load 50 more");
  await more.click();
  await expect(page.locator(".toast[role=status]")).toHaveText("50 more loaded, 100 of 120 shown");
  await expect(more).toHaveText("Load 20 more");
  await expect(more).toBeFocused();
  const cost = page.getByRole("columnheader", { name: "Cost" });
  await cost.getByRole("button").click();
  await cost.getByRole("button").click();
  await expect(cost).toHaveAttribute("aria-sort", "ascending");
  await expect(page.locator("tbody td[data-label=Cost]").first()).toHaveText("€0.09");

  await page.getByLabel("Category").selectOption("Translation");
  await expect(page).toHaveURL(/category=Translation/);
  const categories = page.locator("tbody td[data-label=Category]");
  await expect(categories).toHaveText(Array.from({ length: 22 }, () => "Translation"));
  await expect(more).toHaveCount(0);
  const text = String(await download(page, page.getByRole("button", { name: "Download CSV" })));
  const [head, ...lines] = text.split("\r\n").slice(0, -1);
  expect(head).toMatch(/^id,time,category,/);
  expect(lines).toHaveLength(22);
  expect(lines.filter((line) => !line.includes(",Translation,"))).toEqual([]);

  await page.getByRole("searchbox", { name: "Search" }).fill("marco");
  await expect(categories).toHaveCount(4);
  await expect(page.locator("tfoot")).toContainText("Total of matching entries (4)");
  await expect(page.locator("tfoot")).toContainText("€0.36");
  await expect(page.getByRole("status").getByText("4 shown")).toBeAttached();
});

test("a late report is sorted by the time it shows", async ({ page, customer }) => {
  await customer.addCredits("100.00");
  const at = (minutesAgo: number) => new Date(now().getTime() - minutesAgo * 60_000).toISOString();
  const use = (minutesAgo: number) => ({ operation: "query.run", quantity: "1", at: at(minutesAgo) });
  await customer.sendReport([use(2), use(9), use(5)]);
  await customer.waitForBalance("99.64");
  await signIn(page, customer.id, "member", await customer.lastUsedDay());

  const times = page.locator("tbody time");
  await expect(times).toHaveCount(3);
  const shown = await times.evaluateAll((all) => all.map((each) => each.getAttribute("datetime") ?? ""));
  expect(shown).toEqual([...shown].sort().reverse());
});

test("a whole row leads to its day, and the day names its month and its place in the menu", async ({
  page,
  customer,
}) => {
  await customer.addCredits("100.00");
  await customer.use("query.run", "1");
  await customer.waitForBalance("99.88");
  await signIn(page, customer.id);
  // The link covers the row, so the cell itself never gets the click.
  await page.locator(".daily tbody tr").first().locator("td").nth(1).click({ force: true });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Usage on");
  await expect(page.getByRole("link", { name: "Monthly overview" })).toHaveAttribute("aria-current", "true");

  await page
    .locator(".page-head")
    .getByRole("link", { name: /^\w+ \d{4}$/ })
    .click();
  await expect(page.getByRole("region", { name: /Daily breakdown/ })).toBeVisible();
});

test("a month that is over has its own words, and its name is announced and in the title", async ({
  page,
}) => {
  await signIn(page, "acme", "member");
  await expect(page.getByText(/Aggregated usage data may be delayed by a short period\./)).toBeVisible();
  await page.getByRole("link", { name: /^Previous month/ }).click();
  await expect(page.getByText("Balance at month end")).toBeVisible();
  await expect(page.getByText("Limit not used")).toBeVisible();
  await expect(page.getByText(/Aggregated usage data/)).toHaveCount(0);
  await expect(page.getByRole("status").getByText(/^\w+ \d{4}: €[\d,.]+ used$/)).toBeAttached();
  await expect(page).toHaveTitle(/^Monthly overview, \w+ \d{4} – /);

  // The curve is read off by key and by pointer, and leads on to its day.
  const cursor = page.getByRole("slider", { name: "Day" });
  const reading = page.locator(".reading");
  await expect(reading).toContainText(/^(28|29|30|31) \w+ \d{4}/);
  await cursor.press("Home");
  await expect(reading).toContainText(/^1 \w+ \d{4} *€[\d.]+ since the start of the month, €[\d.]+ of it/);
  await expect(cursor).toHaveAttribute("aria-valuetext", /^1 \w+ \d{4}: €[\d.]+ since/);
  await cursor.press("ArrowRight");
  await expect(reading).toContainText(/^2 \w+ \d{4}/);
  const { width = 0 } = (await cursor.boundingBox()) ?? {};
  await cursor.hover({ position: { x: width - 1, y: 60 } });
  await expect(reading).toContainText(/^(28|29|30|31) \w+ \d{4}/);
  await cursor.hover({ position: { x: 1, y: 60 } });
  await reading.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Usage on 1 \w+ \d{4}$/);
});

test("a month that is still to come is not found, and nobody is asked to try again", async ({ page }) => {
  await signIn(page, "acme", "member", "/?month=2999-01");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
});

test("a new organisation is welcomed with three steps and no alarm", async ({ page, customer }) => {
  await signIn(page, customer.id);
  const steps = page.getByRole("region", { name: "No credits yet" });
  await expect(steps.getByRole("listitem")).toHaveCount(3);
  await expect(page.getByText("No credits left")).toHaveCount(0);

  await customer.addCredits("10.00");
  await expect(page.getByText("No limit set", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Set one" }).click();
  await expect(page.getByRole("dialog", { name: "Monthly spending limits" })).toBeVisible();
});

/** The widths in pixels of two phones, a tablet, a laptop and a desktop. */
const WIDTHS = [320, 390, 768, 1024, 1440];

/** A4 without its margins. */
const PAPER_WIDTH = 718;

async function expectWholeTables(page: Page, where: string): Promise<void> {
  const cut = await page
    .locator(".scroll")
    .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).length);
  expect(cut, `cut off: ${where}`).toBe(0);
  const wrapped = await page
    .locator("table :is(time, .chip)")
    .evaluateAll((all) => all.filter((each) => each.getClientRects().length > 1).length);
  expect(wrapped, `wrapped: ${where}`).toBe(0);
}

async function expectWholeAtAnyWidth(page: Page, path: string): Promise<void> {
  await navigate(page, path);
  await expect(page.getByRole("table").first()).toBeVisible();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectWholeTables(page, `${path} at ${width}`);
  }
  await page.setViewportSize({ width: PAPER_WIDTH, height: 900 });
  await page.emulateMedia({ media: "print" });
  await expectWholeTables(page, `${path} on paper`);
  await expect(page.locator("nav, .table-card .actions").first()).toBeHidden();
  await page.emulateMedia({ media: null });
}

test("no table is cut off at any width or on paper, and no date is wrapped", async ({ page }) => {
  await signIn(page, (await sharedAccount(withPayments)).id);
  await expectWholeAtAnyWidth(page, "/payments");
  await signIn(page, "acme");
  const day = await new Customer("acme").lastUsedDay();
  for (const path of ["/history", "/pricing", "/balance", day, "/"]) await expectWholeAtAnyWidth(page, path);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".bar > span").first()).toHaveCSS("print-color-adjust", "exact");
});

test.describe("in German, whose words are longer,", () => {
  test.use({ locale: "de-DE" });

  test("no table of entries or payments is cut off at any width", async ({ page }) => {
    await signIn(page, "acme");
    for (const path of [await new Customer("acme").lastUsedDay(), "/payments"])
      await expectWholeAtAnyWidth(page, path);
    const customer = await sharedAccount(wideEntries);
    await signIn(page, customer.id);
    await expectWholeAtAnyWidth(page, await customer.lastUsedDay());
  });
});

test("columns are sorted by their heads, and the head stays in sight", async ({ page }) => {
  await signIn(page, "acme", "member");
  await page.getByRole("link", { name: /^Previous month/ }).click();
  const table = page.locator(".daily");
  const costs = () => table.locator("tbody td:nth-child(3)").allInnerTexts();
  const numbers = async () => (await costs()).map((text) => Number(text.replace("€", "")));
  await table.getByRole("button", { name: "Cost" }).click();
  await expect(table.getByRole("columnheader", { name: "Cost" })).toHaveAttribute("aria-sort", "descending");
  const down = await numbers();
  expect(down).toEqual([...down].sort((a, b) => b - a));
  expect(new Set(down).size).toBeGreaterThan(5);

  await table.getByRole("button", { name: "Cost" }).click();
  expect(await numbers()).toEqual([...down].sort((a, b) => a - b));
  await table.locator("tfoot").scrollIntoViewIfNeeded();
  await expect(table.getByRole("button", { name: "Cost" })).toBeInViewport();
});

test.describe(() => {
  test.use({ locale: "de-DE" });

  test("services and categories are named in the reader's language", async ({ page }) => {
    await signIn(page, "acme", "member", "/pricing?q=tiefen");
    await expect(page.getByRole("rowheader", { name: "Tiefensuche", exact: false }).first()).toBeVisible();
    await page.goto(`${baseUrl()}/`);
    await expect(page.getByRole("region", { name: "Ausgaben nach" })).toContainText("Wissensdatenbank");
  });
});

test("prices are searched while typing, and the search is part of the address", async ({ page }) => {
  await signIn(page, "acme", "member", "/pricing?q=trans");
  await expect(page.getByLabel("Search services")).toHaveValue("trans");
  await expect(page.getByText(/^\d+ of 34 services$/).first()).toBeVisible();

  await page.getByLabel("Search services").fill("nothing like it");
  await expect(page.getByText("No service matches “nothing like it”.")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.locator("tbody tr")).toHaveCount(34);
  await expect(page.getByLabel("Search services")).toBeFocused();
  await page.getByLabel("Quantity (tokens)").fill("2340");
  await expect(page.getByText("2,340 tokens: about €0.00585, excluding VAT")).toBeVisible();
});

test("a year is shown as a bar chart and as a table with the same months", async ({ page }) => {
  // In January, the current year has only one month.
  const year = currentMonth().endsWith("-01") ? lastYear() : lastYear() + 1;
  const monthsOf = async (each: number) =>
    ((await new Customer("acme").read(`/v1/usage/months?year=${each}`)) as { months: { cost: string }[] })
      .months;
  const [months, before] = [await monthsOf(year), await monthsOf(year - 1)];
  await signIn(page, "acme", "member", `/history?year=${year}`);
  await expect(page.getByRole("img", { name: /Bar chart/ })).toBeVisible();
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(months.length);
  expect(months.length).toBeGreaterThan(1);
  await expect(page.locator(".bars rect.past, .bars rect.now")).toHaveCount(months.length);
  const used = before.filter(({ cost }) => Number(cost) > 0);
  await expect(page.locator(".bars rect.earlier")).toHaveCount(used.length);
  await page.getByRole("slider", { name: "Month" }).press("Home");
  await expect(page.locator(".reading")).toContainText(/^\w+ \d{4} *€[\d.,]+ · Allowed limit €/);
  await rows.nth(1).getByRole("link").click();
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  await expect(page.getByText("This month is over")).toBeVisible();
});

test("loading the last page keeps the focus in the list, and a failed page is announced", async ({
  page,
  customer,
}) => {
  await customer.addCredits("100.00");
  await customer.sendReport(Array.from({ length: 51 }, () => ({ operation: "query.run", quantity: "1" })));
  await customer.waitForBalance("93.88");
  await signIn(page, customer.id);
  await expect(page.getByText("€6.12").first()).toBeVisible();
  await page
    .getByRole("region", { name: /Daily breakdown/ })
    .getByRole("link")
    .first()
    .click();
  const more = page.getByRole("button", { name: "Load 1 more" });
  const later = (url: URL) => url.searchParams.has("cursor");

  await page.route(later, (route) => route.abort());
  await more.click();
  await expect(page.locator(".toast[role=alert]")).toHaveText(/We couldn’t load this/);
  await expect(more).toBeFocused();

  await page.unroute(later);
  await more.click();
  await expect(page.locator(".toast[role=status]")).toHaveText("1 more loaded, 51 of 51 shown");
  await expect(more).toHaveCount(0);
  await expect(page.getByText("51 of 51 shown", { exact: true })).toBeFocused();

  const search = page.getByRole("searchbox", { name: "Search" });
  await search.fill("nothing like it");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.locator("tbody tr")).toHaveCount(51);
  await expect(search).toBeFocused();
});

test("days and months can be downloaded as CSV and shown to the last digit", async ({ page, customer }) => {
  await customer.addCredits("10.00");
  await customer.use("query.run", "0.333333");
  await customer.waitForBalance("9.96000004");
  await signIn(page, customer.id);
  await expect(page.getByText("€0.04").first()).toBeVisible();
  await page.getByRole("button", { name: "Exact amounts" }).click();
  await expect(page.locator("tfoot")).toContainText("€0.03999996");

  const days = String(await download(page, page.getByRole("button", { name: "Download CSV" })));
  expect(days).toMatch(/^date,operations,cost_eur\r\n(?:[^\r]*\r\n)*\d{4}-\d\d-\d\d,1,0\.03999996\r\n/);

  const entries = String(await download(page, page.getByRole("button", { name: "Entries as CSV" })));
  expect(entries.split("\r\n")).toHaveLength(3);
  expect(entries).toContain(",query.run,");

  await page.getByRole("link", { name: "Balance history" }).click();
  const changes = page.getByRole("region", { name: "Balance history" }).locator("tbody tr");
  await expect(changes).toHaveText([
    /start of the month€0\.00$/,
    /Granted credits.*\+€10\.00$/,
    /Usage-€0\.04$/,
  ]);

  await page.getByRole("link", { name: "Monthly history" }).click();
  await page.getByRole("button", { name: "Exact amounts" }).click();
  await expect(page.locator("tfoot")).toContainText("€0.03999996");
  const months = String(await download(page, page.getByRole("button", { name: "Download CSV" })));
  expect(months).toMatch(/^month,operations,[^\r]*\r\n\d{4}-\d\d,1,1,0\.03999996,\r\n$/);
});

test("figures that stop updating are marked as stale unless the month is over", async ({ page }) => {
  const began = performance.now();
  await page.clock.install();
  await signIn(page, "acme", "member");
  await expect(page.getByText(/^Updated \d/)).toBeVisible();
  await page.route("**/v1/usage/months/current", (route) => route.fulfill({ status: 503 }));
  // Once one request has failed, no earlier one is still on its way.
  const refused = page.waitForResponse((answer) => answer.status() === 503);
  await page.clock.fastForward("00:15");
  await refused;
  await page.clock.fastForward("07:00");
  await page.clock.runFor(60_000);
  // The clock was advanced by more than eight minutes, and real time has passed as well.
  const behind = page.getByText(/Figures may be up to \d+ minutes behind\. Updated/);
  const [, minutes] = /up to (\d+) minutes/.exec((await behind.textContent()) ?? "") ?? [];
  expect(Number(minutes)).toBeGreaterThanOrEqual(7);
  expect(Number(minutes)).toBeLessThanOrEqual(9 + (performance.now() - began) / 60_000);

  await page.getByRole("link", { name: /^Previous month/ }).click();
  await expect(page.getByText(/^This month is over/)).toBeVisible();
  await page.clock.fastForward("07:00");
  await page.clock.runFor(60_000);
  await expect(page.getByText(/minutes behind/)).toHaveCount(0);
});
