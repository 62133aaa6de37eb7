import { expect, test } from "vitest";
import { parseQuantity } from "./pricing";

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
])("%j with %j as the thousands separator is parsed as %j", (typed, group, quantity) => {
  expect(parseQuantity(typed, group)).toBe(quantity);
});
