import { expect, test } from "vitest";
import { debitedTotal, newestFirst } from "./day-table";

test("entries are sorted by the time shown, and those of the same time stay as they were booked", () => {
  const entry = (time: string, id: string) => ({ time, id });
  const sorted = newestFirst([
    entry("2026-11-22T13:26:00Z", "a"),
    entry("2026-11-22T16:42:00Z", "b"),
    entry("2026-11-22T17:42:00+01:00", "c"),
    entry("2026-11-22T16:42:00.5Z", "d"),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(["d", "b", "c", "a"]);
});

test("the total of filtered entries has only what was debited", () => {
  const entry = (status: "debited" | "uncovered" | "refused", cost: string) => ({ status, cost });
  expect(
    debitedTotal([entry("debited", "0.10"), entry("uncovered", "5.00"), entry("debited", "0.120000001")]),
  ).toBe("0.220000001");
  expect(debitedTotal([])).toBe("0.00");
});
