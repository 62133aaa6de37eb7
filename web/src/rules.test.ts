import { describe, expect, test, vi } from "vitest";
import type { Limits } from "./api/queries";
import { toCsv, saveFile } from "./csv";
import { ApiError } from "./api/client";
import { splitAddresses, validate, toDraft, fieldErrors } from "./dialogs/limits-draft";
import en from "./i18n/en";
import account from "./i18n/en.account";
import { format } from "./i18n/format";
import { preferredLanguage } from "./i18n/i18n";
import { axisAmounts } from "./components/cost-chart";
import { nextPartQuery } from "./components/csv-download";
import { meterScale } from "./components/meter";
import { matches } from "./search";
import { rows } from "./views/history";
import { quantityIn } from "./views/pricing";

const t = { ...en, ...account };

describe("the bar", () => {
  const figures = { used: "94.10", held: "0.00", alert_threshold: "80.00", allowed_limit: "150.00" };

  test("ends just behind its greatest value, so that the limit's tick is seen", () => {
    expect(meterScale(figures)?.limit).toBeCloseTo(1 / 1.02, 5);
    expect(meterScale({ ...figures, used: "300.00" })?.used).toBeCloseTo(1 / 1.02, 5);
  });

  test("without a limit is measured against the alert threshold", () => {
    expect(meterScale({ ...figures, allowed_limit: null, used: "40.00" })?.used).toBeCloseTo(0.5 / 1.02, 5);
  });

  test("without either does not exist", () => {
    expect(meterScale({ ...figures, alert_threshold: null, allowed_limit: null })).toBeNull();
  });

  test("stands a limit of nothing", () => {
    const nothing = { used: "0.00", held: "0.00", alert_threshold: null, allowed_limit: "0.00" };
    expect(meterScale(nothing)).toMatchObject({ used: 0, limit: 0 });
  });
});

describe("limits", () => {
  const draft = {
    alert: "80",
    limit: "150",
    recipients: "",
    noAlert: false,
    noLimit: false,
    confirmed: false,
    tag: '"7"',
  };

  test("may be equal", () => {
    expect(validate({ ...draft, alert: "150" }, "94.10", t)).toEqual({});
  });

  test("keep the alert at or below the limit", () => {
    expect(validate({ ...draft, alert: "150,01" }, "94.10", t)).toEqual({ alert: t.limits.order });
    expect(validate({ ...draft, alert: "150,01", noLimit: true }, "94.10", t)).toEqual({});
  });

  test("that stop features at once want a confirmation", () => {
    expect(validate({ ...draft, limit: "94.10" }, "94.10", t)).toEqual({ confirmed: t.limits.confirmFirst });
    expect(validate({ ...draft, limit: "94.11" }, "94.10", t)).toEqual({});
    expect(validate({ ...draft, limit: "0", alert: "0", confirmed: true }, "94.10", t)).toEqual({});
  });

  test("tell every field what is wrong with it", () => {
    expect(validate({ ...draft, alert: "", limit: "1.2345" }, "0.00", t)).toEqual({
      alert: t.amount.empty,
      limit: t.amount.decimals,
    });
    expect(validate({ ...draft, recipients: "a@b.example, nobody" }, "0.00", t)).toEqual({
      recipients: t.limits.badRecipients("nobody"),
    });
  });

  test("tell only whom mail reaches, each once, and not too many", () => {
    const wrong = (recipients: string) => validate({ ...draft, recipients }, "0.00", t).recipients;

    expect(wrong("jörg@acme.example")).toBe(t.limits.badRecipients("jörg@acme.example"));
    expect(wrong("a@b.example, c@d.example, A@B.example")).toBe(t.limits.twice("A@B.example"));
    expect(wrong(Array.from({ length: 20 }, (_, each) => `a${each}@b.example`).join())).toBeUndefined();
    expect(wrong(Array.from({ length: 21 }, (_, each) => `a${each}@b.example`).join())).toBe(
      t.limits.tooMany("20"),
    );
  });

  test("that the API refuses have that at their fields", () => {
    const errors = [{ pointer: "/alert_recipients/3" }, { pointer: "/allowed_limit" }, { pointer: "/other" }];
    expect(fieldErrors(new ApiError(422, "invalid-limits", undefined, { errors }), t)).toEqual({
      recipients: t.field.refused,
      limit: t.field.refused,
    });
    expect(fieldErrors(new ApiError(412, "precondition-failed", undefined), t)).toEqual({});
  });

  test("propose whoever saves them first as the one to be told", () => {
    const never = { alert_threshold: null, allowed_limit: null, alert_recipients: [], last_changed: null };
    const saved = { ...never, last_changed: { at: "2026-11-03T08:30:00Z", by: "usr_giulia" } };
    const recipients = (body: Limits, own?: string) =>
      toDraft({ body, headers: new Headers() }, own, format("en-IE")).recipients;

    expect(recipients(never, "giulia@acme.example")).toBe("giulia@acme.example");
    expect(recipients(never)).toBe("");
    expect(recipients(saved, "giulia@acme.example")).toBe("");
  });

  test("begin with amounts as the country writes them", () => {
    const body: Limits = {
      alert_threshold: "80.00",
      allowed_limit: null,
      alert_recipients: [],
      last_changed: null,
    };
    const begun = toDraft({ body, headers: new Headers() }, undefined, format("it-IT"));
    expect(begun).toMatchObject({ alert: "80,00", limit: "", noLimit: true });
    expect(validate({ ...begun, limit: "150,00", noLimit: false }, "0.00", t)).toEqual({});
  });

  test("take addresses with commas, blanks or lines between them", () => {
    expect(splitAddresses(" a@b.example,c@d.example;\ne@f.example ")).toEqual([
      "a@b.example",
      "c@d.example",
      "e@f.example",
    ]);
  });
});

test("a month is compared with the one before it, January with December; one that runs is not", () => {
  const month = (name: string, cost: string) => ({
    month: name,
    cost,
    operations: 1,
    days_with_use: 1,
    allowed_limit: null,
  });
  const months = [month("2026-01", "15.00"), month("2026-02", "12.00"), month("2026-03", "1.00")];
  const changes = (december?: (typeof months)[number]) =>
    rows(months, december, "2026-03").map((row) => row.change);

  expect(changes(month("2025-12", "10.00"))).toEqual([null, -0.2, 0.5]);
  expect(changes(month("2025-12", "0.00"))).toEqual([null, -0.2, null]);
  expect(changes()).toEqual([null, -0.2, null]);
});

test("services are found without accents and capitals, by any of their words", () => {
  expect(matches("resume doc", "Résumé of a Document")).toBe(true);
  expect(matches("résumé", "RESUME")).toBe(true);
  expect(matches("invoice", "Résumé")).toBe(false);
  expect(matches("", "anything")).toBe(true);
});

test.each([
  ["10 000", ",", "10000"],
  ["2,5", ",", "2.5"],
  ["10,000", ",", "10000"],
  ["10,000", ".", null],
  ["10.000", ".", "10000"],
  ["10.000", ",", null],
  ["10.000", "\u202f", null],
  ["1.234.567", ",", "1234567"],
  ["1.234,5", ",", "1234.5"],
  ["1,234.567", ".", "1234.567"],
  ["1.234.56", ".", null],
  ["0.125", ",", "0.125"],
  ["1000.125", ",", "1000.125"],
  ["0", ",", null],
  ["1.1234567", ",", null],
  ["-1", ",", null],
])("a quantity of %j, where thousands have %j, is %j", (typed, group, quantity) => {
  expect(quantityIn(typed, group)).toBe(quantity);
});

test("a table for a spreadsheet follows RFC 4180", () => {
  expect(
    toCsv([
      ["a", 'say "x"'],
      ["1,5", "two\nlines"],
    ]),
  ).toBe('a,"say ""x"""\r\n"1,5","two\nlines"\r\n');
});

test("a file can still be read for some time after it was handed to the browser", () => {
  vi.useFakeTimers();
  const revoke = vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
  const click = vi.fn();
  vi.stubGlobal("document", { createElement: () => ({ click }) });

  saveFile("usage.csv", ["a"]);

  expect(click).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(30_000);
  expect(revoke).not.toHaveBeenCalled();
  vi.advanceTimersByTime(30_000);
  expect(revoke).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("the parts of a file are followed to the last", () => {
  expect(nextPartQuery('<?cursor=AQ_-1>; rel="next"', { category: "Chat" })).toEqual({
    category: "Chat",
    cursor: "AQ_-1",
  });
  expect(nextPartQuery(null, {})).toBeNull();
});

test.each([
  ["1.00", ["0.00", "1.00", "2.00", "3.00", "4.00"]],
  ["104.00", ["0.00", "50.00", "100.00", "150.00", "200.00"]],
  ["1900.40", ["0.00", "500.00", "1000.00", "1500.00", "2000.00"]],
])("the axis above %s has round lines", (amount, lines) => {
  expect(axisAmounts(amount)).toEqual(lines);
});

test("the language is the one chosen, else the browser's first that we speak, else English", () => {
  expect(preferredLanguage("fr", ["de-AT"])).toBe("fr");
  expect(preferredLanguage(null, ["pt-PT", "de-AT", "it"])).toBe("de");
  expect(preferredLanguage("xx", ["pt-PT"])).toBe("en");
});
