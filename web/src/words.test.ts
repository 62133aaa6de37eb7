import { describe, expect, test } from "vitest";
import { isInvoicedSoon, type Payment } from "./api/payments";
import en from "./i18n/en";
import account from "./i18n/en.account";
import de from "./i18n/de";
import deAccount from "./i18n/de.account";
import { format } from "./i18n/format";
import { unitName, unitOf } from "./i18n/units";
import { stops } from "./standing";
import { figures } from "./views/alerts";

const english = { t: { ...en, ...account }, f: format("en-IE") };
const german = { t: { ...de, ...deAccount }, f: format("de-DE") };

describe("a billing unit", () => {
  test.each([
    ["1", "request"],
    ["2", "requests"],
    ["0.5", "requests"],
    ["1000000", "requests"],
  ])("of %s is %s", (quantity, name) => {
    expect(unitName(english, "requests", quantity)).toBe(name);
  });

  test("follows the language, and keeps a name that nobody translated", () => {
    expect(unitOf(german, { quantity: "1", name: "requests" })).toBe("Anfrage");
    expect(unitOf(german, { quantity: "1000", name: "characters" })).toBe("1.000 Zeichen");
    expect(unitOf(english, { quantity: "1", name: "GB hours" })).toBe("GB hour");
    expect(unitOf(english, { quantity: "10", name: "furlongs" })).toBe("10 furlongs");
  });
});

describe("what stops features", () => {
  const limit = {
    cause: "spending_limit_reached" as const,
    allowed_limit: "1.00",
    used: "0.95",
    held: "0.00",
    remaining: "0.05",
    resets_at: "2026-11-30T23:00:00Z",
    limits_url: "https://app.example.com/usage/limits",
  };

  test("is nothing while there is enough of both", () => {
    expect(stops({ status_causes: ["alert"], available: "1.00" })).toEqual({ limit: null, credits: null });
  });

  test("is told apart, and credits that are few are not none", () => {
    expect(stops({ status_causes: ["no_credits", "limit_reached"], available: "0.00" })).toEqual({
      limit: "reached",
      credits: "none",
    });
    expect(stops({ status_causes: ["no_credits"], available: "-5.00" }).credits).toBe("none");
    expect(stops({ status_causes: ["no_credits"], available: "0.0017" }).credits).toBe("none");
    expect(stops({ status_causes: ["no_credits"], available: "0.03" })).toEqual({
      limit: null,
      credits: "few",
    });
  });

  test("is also what stands in the way of one use alone", () => {
    expect(stops({ status_causes: [], available: "9.00" }, [limit])).toEqual({ limit: "few", credits: null });
  });
});

describe("an alert in words", () => {
  test.each([
    [
      "limit.alert_crossed",
      { alert_threshold: "80.00", used: "94.10" },
      "€94.10 used, the threshold is €80.00.",
    ],
    ["limit.reached", { allowed_limit: "150.00", used: "150.00" }, "€150.00 used, the limit is €150.00."],
    ["balance.exhausted", { balance: "0.00" }, "The balance is €0.00."],
    ["usage.uncovered", { report: "01K9", lines: 2, cost: "1.20" }, "€1.20 was not debited."],
    ["credits.topped_up", { payment: "pay_1", amount: "50.00" }, "€50.00"],
    ["limit.reached", { used: "150.00" }, ""],
  ] as const)("of %s with %j", (type, data, words) => {
    expect(figures({ type, data }, english)).toBe(words);
  });
});

test("an invoice is waited for while it can be on its way, and not for ever", () => {
  const at = Date.parse("2026-11-22T12:00:00Z");
  const payment = { status: "paid", invoice: null, created_at: "2026-11-22T12:00:00Z" } as Payment;
  expect(isInvoicedSoon(payment, at + 60_000)).toBe(true);
  expect(isInvoicedSoon(payment, at + 3_600_000)).toBe(false);
  expect(isInvoicedSoon({ ...payment, status: "open" }, at)).toBe(false);
  expect(isInvoicedSoon({ ...payment, invoice: { number: "2026-000042", bytes: 1 } }, at)).toBe(false);
});
