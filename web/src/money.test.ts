import { describe, expect, test } from "vitest";
import {
  compareMoney,
  wholeEuros,
  decimalsOf,
  costOf,
  greatest,
  isAtLeast,
  minus,
  fromNanos,
  toNanos,
  parseAmount,
  plus,
  quantityFor,
  ratio,
} from "./money";

describe("an amount", () => {
  test.each([
    ["150.00", 150_000_000_000n],
    ["0.00585", 5_850_000n],
    ["-12.50", -12_500_000_000n],
    ["9999999999.999999999", 9_999_999_999_999_999_999n],
  ])("%s is parsed and formatted without losing a digit", (text, value) => {
    expect(toNanos(text)).toBe(value);
    expect(fromNanos(value)).toBe(text);
  });

  test("is added and subtracted exactly", () => {
    expect(plus("0.1", "0.2")).toBe("0.30");
    expect(minus("55.90", "60.000000001")).toBe("-4.100000001");
  });

  test("reaches a bound that it is equal to", () => {
    expect(isAtLeast("80.00", "80.00")).toBe(true);
    expect(isAtLeast("79.999999999", "80.00")).toBe(false);
  });

  test("in another format is rejected", () => {
    expect(() => toNanos("1e9")).toThrow(RangeError);
    expect(() => toNanos("1.0000000001")).toThrow(RangeError);
  });

  test("is compared as a number, not as a string", () => {
    expect(greatest("9.00", "10.00", "-20.00")).toBe("10.00");
    expect(ratio("23.87", "100.00")).toBe(0.2387);
    expect(ratio("1.00", "0.00")).toBe(0);
  });
});

test.each([
  ["2340", "0.0025", "1000", "0.00585"],
  ["1", "0.000000001", "2", "0.000000001"],
  ["1", "0.000000001", "3", "0.00"],
  ["64.5", "0.085", "1", "5.4825"],
  ["999999999999.999999", "1.10", "1000000", "1100000.00"],
])("%s at %s per %s costs %s, rounded like in the ledger", (quantity, unitPrice, size, expected) => {
  expect(costOf(quantity, unitPrice, size)).toBe(expected);
});

test.each([
  ["10.00", "0.12", "1", "83"],
  ["10.00", "0.0025", "1000", "4000000"],
  ["10.00", "10.00", "1", "1"],
  ["10.00", "15.00", "1", "0.66"],
  ["10.00", "1000.00", "1", "0.01"],
  ["10.00", "3000.00", "1", null],
  ["10.00", "0.00", "1", null],
])("%s at %s per %s pays for %s and never for more", (amount, unitPrice, size, expected) => {
  expect(quantityFor(amount, unitPrice, size)).toBe(expected);
});

describe("what a person types", () => {
  test.each([
    ["75,50", "75.50"],
    ["75.5", "75.50"],
    ["€ 1 234,50", "1234.50"],
    ["1.234,50", "1234.50"],
    ["1,234.50", "1234.50"],
    ["1.234.567,89", "1234567.89"],
    ["1000", "1000.00"],
    ["0", "0.00"],
    ["007", "7.00"],
  ])("%s is parsed as %s", (typed, amount) => {
    expect(parseAmount(typed)).toEqual({ amount });
  });

  test.each([
    ["", "empty"],
    [" € ", "empty"],
    ["ten", "form"],
    ["-5", "form"],
    ["1e3", "form"],
    ["1.234", "decimals"],
    ["75.505", "decimals"],
    ["1.2.3", "form"],
    ["1.234.567", "form"],
    ["12.34,5", "form"],
  ])("%j is rejected: %s", (typed, problem) => {
    expect(parseAmount(typed)).toEqual({ problem });
  });
});

test.each([
  ["12", 2],
  ["0.10", 2],
  ["0.005850000", 5],
  ["1.099999261", 9],
])("%s is shown with %i decimals", (amount, decimals) => {
  expect(decimalsOf(amount)).toBe(decimals);
});

test.each([
  ["1,000", ",", "1000.00"],
  ["€1,000", ",", "1000.00"],
  ["1.000 €", ".", "1000.00"],
  ["1\u202f000 €", "\u202f", "1000.00"],
  ["10,000,000", ",", "10000000.00"],
])("an amount can be typed as it is shown: %s", (typed, group, amount) => {
  expect(parseAmount(typed, group)).toEqual({ amount });
});

test.each([
  ["1,000", "."],
  ["1.000", ","],
  ["1,000", "\u202f"],
  ["0,500", ","],
])("%s is rejected where thousands are separated by %s", (typed, group) => {
  expect(parseAmount(typed, group)).toEqual({ problem: "decimals" });
});

test("amounts are compared and rounded to whole euros exactly", () => {
  expect(["0.10", "-3.00", "0.000000001"].sort(compareMoney)).toEqual(["-3.00", "0.000000001", "0.10"]);
  expect(wholeEuros("96.499999999")).toBe("96.00");
  expect(wholeEuros("96.50")).toBe("97.00");
});
