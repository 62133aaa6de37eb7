import { describe, expect, test } from "vitest";
import { isInvoicePending, type Payment } from "./api/payments";
import en from "./i18n/en";
import account from "./i18n/en.account";
import de from "./i18n/de";
import deAccount from "./i18n/de.account";
import es from "./i18n/es";
import esAccount from "./i18n/es.account";
import fr from "./i18n/fr";
import frAccount from "./i18n/fr.account";
import it from "./i18n/it";
import itAccount from "./i18n/it.account";
import { format } from "./i18n/format";
import { unitName, unitOf } from "./i18n/units";
import { isCurrentMonth, lastDay, minutesBehind, blockingCauses } from "./month-status";
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
    expect(blockingCauses({ status_causes: ["alert"], available: "1.00" })).toEqual({
      limit: null,
      credits: null,
    });
  });

  test("is told apart, and credits that are few are not none", () => {
    expect(blockingCauses({ status_causes: ["no_credits", "limit_reached"], available: "0.00" })).toEqual({
      limit: "reached",
      credits: "none",
    });
    expect(blockingCauses({ status_causes: ["no_credits"], available: "-5.00" }).credits).toBe("none");
    expect(blockingCauses({ status_causes: ["no_credits"], available: "0.0017" }).credits).toBe("none");
    expect(blockingCauses({ status_causes: ["no_credits"], available: "0.03" })).toEqual({
      limit: null,
      credits: "few",
    });
  });

  test("is also what stands in the way of one use alone", () => {
    expect(blockingCauses({ status_causes: [], available: "9.00" }, [limit])).toEqual({
      limit: "few",
      credits: null,
    });
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
  expect(isInvoicePending(payment, at + 60_000)).toBe(true);
  expect(isInvoicePending(payment, at + 3_600_000)).toBe(false);
  expect(isInvoicePending({ ...payment, status: "open" }, at)).toBe(false);
  expect(isInvoicePending({ ...payment, invoice: { number: "2026-000042", bytes: 1 } }, at)).toBe(false);
});

describe("a quantity of one", () => {
  const all = {
    en: [en, account],
    de: [de, deAccount],
    it: [it, itAccount],
    fr: [fr, frAccount],
    es: [es, esAccount],
  } as const;

  test.each([
    ["en", "1 of query.run does not fit", "2 of query.run do not fit", "costs", "cost"],
    ["de", "1 von query.run passt nicht", "2 von query.run passen nicht", "kostet", "kosten"],
    ["it", "1 di query.run non rientra:", "2 di query.run non rientrano:", "costa", "costano"],
    ["fr", "1 de query.run ne passe pas", "2 de query.run ne passent pas", "coûte", "coûtent"],
    ["es", "1 de query.run no cabe:", "2 de query.run no caben:", "cuesta", "cuestan"],
  ] as const)("is spoken of as one in %s", (language, one, two, costs, cost) => {
    const { quota } = all[language][1];

    expect(quota.useLimit("1", true, "query.run", "€1.00")).toContain(one);
    expect(quota.useLimit("2", false, "query.run", "€1.00")).toContain(two);
    expect(quota.useCredits("1", true, "query.run", "€1.20", "€0.20")).toContain(` ${costs} `);
    expect(quota.useCredits("2", false, "query.run", "€1.20", "€0.20")).toContain(` ${cost} `);
  });

  test.each([
    ["en", "At most 1 would fit now."],
    ["de", "Höchstens 1 würde jetzt passen."],
    ["it", "Al massimo ora rientrerebbe 1."],
    ["fr", "Au plus 1 passerait maintenant."],
    ["es", "Ahora cabría como máximo 1."],
  ] as const)("fits as one in %s", (language, fits) => {
    const [, { quota }] = all[language];

    expect(quota.largest("1", true)).toBe(fits);
  });

  test("is none in French too, and not a half of one in English", () => {
    expect(format("fr-FR").form("0")).toBe("one");
    expect(format("en-IE").form("0.5")).toBe("other");
  });
});

describe("the month that runs", () => {
  const overview = { month: "2026-11", time_zone: "Europe/Rome" };

  test("is told by the server's clock in the account's zone, whatever the viewer's is", () => {
    const read = { ...overview, updated_at: "2026-11-22T23:30:00Z" };
    expect(lastDay(read)).toBe("2026-11-23");
    expect(isCurrentMonth(read)).toBe(true);
    expect(isCurrentMonth({ ...overview, updated_at: "2026-11-30T23:30:00Z" })).toBe(false);
  });

  test("has figures that are fresh for some minutes after they came", () => {
    const cameAt = Date.parse("2026-11-22T12:00:00Z");
    expect(minutesBehind(cameAt, cameAt - 60_000)).toBeNull();
    expect(minutesBehind(cameAt, cameAt + 5 * 60_000)).toBeNull();
    expect(minutesBehind(cameAt, cameAt + 6 * 60_000)).toBe(6);
  });
});
