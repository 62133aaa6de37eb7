import { describe, expect, test } from "vitest";
import en from "../i18n/en";
import account from "../i18n/en.account";
import payments from "../i18n/en.payments";
import { amountToPay, firstDraft } from "./top-up-draft";

const t = { ...en, ...account, ...payments };

describe("the amount to pay", () => {
  const shown = { money: String, group: () => "," };
  const bounds = { minimum: "1.00", maximum: "10000.00" };
  const typed = (text: string) => amountToPay({ preset: null, typed: text }, bounds, t, shown);

  test("is the preset that was chosen", () => {
    expect(amountToPay({ preset: "50.00", typed: "7" }, bounds, t, shown)).toEqual({ amount: "50.00" });
  });

  test.each([
    ["75,50", "75.50"],
    ["1", "1.00"],
    ["10.000,00", "10000.00"],
    ["1,000", "1000.00"],
  ])("can be typed as %s", (text, amount) => {
    expect(typed(text)).toEqual({ amount });
  });

  test.each([
    ["0,99", t.topUp.range("1.00", "10000.00")],
    ["10000.01", t.topUp.range("1.00", "10000.00")],
    ["", t.amount.empty],
    ["1.005", t.amount.decimals],
  ])("is rejected with an error message: %j", (text, error) => {
    expect(typed(text)).toEqual({ error });
  });
});

test.each([
  [null, { preset: "10.00", typed: "" }],
  ["50.00", { preset: "50.00", typed: "" }],
  ["75.50", { preset: null, typed: "75.50" }],
  ["all of it", { preset: "10.00", typed: "" }],
])("with %s in the address, the dialog opens with %j", (amount, draft) => {
  expect(firstDraft(amount, ["10.00", "50.00"], { typed: String })).toEqual(draft);
});
