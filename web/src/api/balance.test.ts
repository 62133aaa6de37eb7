import { expect, test } from "vitest";
import { plus } from "../money";
import { changesOf, type Statement } from "./balance";

const movement = (
  type: Statement["data"][number]["type"],
  booked_at: string,
  amount: string,
  reason: string | null = null,
) => ({ type, booked_at, amount, balance: "0.00", payment: null, reason, segment: 1 });

const statement = {
  time_zone: "Europe/Rome",
  days: [
    { date: "2026-11-02", cost: "7.50" },
    { date: "2026-11-09", cost: "2.40" },
  ],
  data: [
    movement("refund", "2026-11-09T12:00:00Z", "-20.00"),
    movement("grant", "2026-11-09T08:00:00Z", "5.00", "Goodwill"),
    // Already November in Rome.
    movement("top_up", "2026-10-31T23:30:00Z", "100.00"),
  ],
};

test("all changes are listed by their days, and payments before the usage of a day", () => {
  const changes = changesOf(statement);

  expect(changes.map(({ date, kind, amount }) => [date, kind, amount])).toEqual([
    ["2026-11-01", "top_up", "100.00"],
    ["2026-11-02", "usage", "-7.50"],
    ["2026-11-09", "grant", "5.00"],
    ["2026-11-09", "refund", "-20.00"],
    ["2026-11-09", "usage", "-2.40"],
  ]);
  expect(changes.map(({ reason }) => reason)).toContain("Goodwill");
  expect(changes.reduce((sum, { amount }) => plus(sum, amount), "0.00")).toBe("75.10");
});

test("a month without changes has none", () => {
  expect(changesOf({ ...statement, days: [], data: [] })).toEqual([]);
});
