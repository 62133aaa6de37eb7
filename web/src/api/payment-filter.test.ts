import { expect, test } from "vitest";
import { matchesFilter, totalsOf } from "./payment-filter";

const paid = (created_at: string) => ({ status: "paid" as const, created_at });
const none = { status: "", from: "", to: "" };

test.each([
  [none, true],
  [{ ...none, status: "paid" }, true],
  [{ ...none, status: "refunded" }, false],
  // In Rome it is already the 2nd.
  [{ ...none, from: "2026-11-02" }, true],
  [{ ...none, from: "2026-11-03" }, false],
  [{ ...none, to: "2026-11-02" }, true],
  [{ ...none, to: "2026-11-01" }, false],
])("a payment of late evening is found by %o: %s", (filter, isFound) => {
  expect(matchesFilter(paid("2026-11-01T23:30:00Z"), filter, "Europe/Rome")).toBe(isFound);
});

test("totals leave out what was never paid", () => {
  const payment = { amount: "100.00", vat: "22.00", total: "122.00" };
  const statuses = ["paid", "expired", "disputed", "open"] as const;
  expect(totalsOf(statuses.map((status) => ({ ...payment, status })))).toEqual({
    amount: "200.00",
    vat: "44.00",
    total: "244.00",
  });
});
