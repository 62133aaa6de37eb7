import { expect, test } from "vitest";
import { axisAmounts } from "./chart";

test.each([
  ["1.00", ["0.00", "1.00", "2.00", "3.00", "4.00"]],
  ["104.00", ["0.00", "50.00", "100.00", "150.00", "200.00"]],
  ["1900.40", ["0.00", "500.00", "1000.00", "1500.00", "2000.00"]],
])("the axis for amounts up to %s has round labels", (amount, lines) => {
  expect(axisAmounts(amount)).toEqual(lines);
});
