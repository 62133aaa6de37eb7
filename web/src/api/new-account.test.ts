import { expect, test } from "vitest";
import { looksNew } from "./new-account";

const unused = { used: "0.00", balance: "0.00", status: "no_credits" as const };

test.each([
  ["without usage and credits", unused, true],
  ["with usage this month", { ...unused, used: "0.000001" }, false],
  ["with debts", { ...unused, balance: "-5.00" }, false],
  ["with credits", { ...unused, balance: "10.00", status: "ok" as const }, false],
])("an account %s may be new: %j", (_, overview, isNew) => {
  expect(looksNew(overview)).toBe(isNew);
});
