import { describe, expect, test } from "vitest";
import { refusedFields } from "./dialogs/billing";
import { amountOf } from "./dialogs/top-up";
import en from "./i18n/en";
import account from "./i18n/en.account";
import { ulid } from "./ulid";

const t = { ...en, ...account };

describe("an amount to buy", () => {
  const bounds = { minimum: "1.00", maximum: "10000.00" };
  const typed = (text: string) => amountOf({ preset: null, typed: text }, bounds, t, (amount) => amount);

  test("is a preset as it stands", () => {
    expect(amountOf({ preset: "50.00", typed: "7" }, bounds, t, String)).toEqual({ amount: "50.00" });
  });

  test.each([
    ["75,50", "75.50"],
    ["1", "1.00"],
    ["10.000,00", "10000.00"],
  ])("may be typed: %s", (text, amount) => {
    expect(typed(text)).toEqual({ amount });
  });

  test.each([
    ["0,99", t.topUp.range("1.00", "10000.00")],
    ["10000.01", t.topUp.range("1.00", "10000.00")],
    ["", t.amount.empty],
    ["1.005", t.amount.decimals],
  ])("is refused with a reason: %j", (text, error) => {
    expect(typed(text)).toEqual({ error });
  });
});

describe("a key", () => {
  test("is a ULID whose first half is its time", () => {
    expect(ulid(Date.parse("2026-11-22T12:00:00Z"), new Uint8Array(16))).toBe("01M81J18G00000000000000000");
    expect(ulid(0, new Uint8Array(16).fill(255))).toBe("0000000000ZZZZZZZZZZZZZZZZ");
  });

  test("is another one each time", () => {
    expect(new Set(Array.from({ length: 1_000 }, () => ulid())).size).toBe(1_000);
  });
});

test("what the API refuses of a profile stands at its field", () => {
  const problem = {
    errors: [{ pointer: "/vat_id" }, { pointer: "/address/postal_code" }, { pointer: "/other" }],
  };
  expect(refusedFields({ problem }, "no")).toEqual({ vatId: "no", postalCode: "no" });
  expect(refusedFields({ problem: {} }, "no")).toEqual({});
});
