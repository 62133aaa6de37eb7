import { describe, expect, test } from "vitest";
import en from "../i18n/en";
import account from "../i18n/en.account";
import payments from "../i18n/en.payments";
import { format } from "../i18n/format";
import { figures, isBelowBalance, isBelowLimit } from "./alerts";

const english = { t: { ...en, ...account, ...payments }, f: format("en-IE") };

describe("an alert", () => {
  test.each([
    [
      "limit.alert_crossed",
      { alert_threshold: "80.00", used: "94.10" },
      "€94.10 used; the threshold is €80.00.",
    ],
    [
      "limit.alert_crossed",
      { alert_threshold: "60.00", next_alert_threshold: "80.00", used: "61.00" },
      "€61.00 used; you asked to be alerted at €60.00 and again at €80.00.",
    ],
    [
      "limit.forecast",
      { allowed_limit: "150.00", used: "94.10", reached_on: "2026-11-27" },
      "At this pace, you will reach the limit around 27 Nov.",
    ],
    ["limit.forecast", { used: "94.10" }, ""],
    ["limit.reached", { allowed_limit: "150.00", used: "150.00" }, "€150.00 used; the limit is €150.00."],
    ["balance.exhausted", { balance: "0.00" }, "The balance is €0.00."],
    ["usage.uncovered", { report: "01K9", lines: 2, cost: "1.20" }, "€1.20 was not debited."],
    ["credits.topped_up", { payment: "pay_1", amount: "50.00" }, "€50.00"],
    ["limit.reached", { used: "150.00" }, ""],
  ] as const)("of type %s with %j is put into words", (type, data, words) => {
    expect(figures({ type, data }, english)).toBe(words);
  });
});

test("a limit that is not used up is not called reached", () => {
  expect(isBelowLimit({ type: "limit.reached", data: { used: "38.90", allowed_limit: "40.00" } })).toBe(true);
  expect(isBelowLimit({ type: "limit.reached", data: { used: "40.00", allowed_limit: "40.00" } })).toBe(
    false,
  );
  expect(isBelowLimit({ type: "usage.uncovered", data: { cost: "1.20" } })).toBe(false);
});

test("a balance that is not used up is not called so", () => {
  expect(isBelowBalance({ type: "balance.exhausted", data: { balance: "1.30" } })).toBe(true);
  expect(isBelowBalance({ type: "balance.exhausted", data: { balance: "0.009" } })).toBe(false);
  expect(isBelowBalance({ type: "balance.exhausted", data: { balance: "-3.20" } })).toBe(false);
  expect(isBelowBalance({ type: "limit.reached", data: { used: "1.30", allowed_limit: "1.30" } })).toBe(
    false,
  );
});
