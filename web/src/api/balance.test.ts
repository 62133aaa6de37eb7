import { expect, test } from "vitest";
import { changesOf } from "./balance";

const month = { month: "2026-11", time_zone: "Europe/Rome", balance: "140.10" };
const days = [
  { date: "2026-11-02", cost: "7.50" },
  { date: "2026-11-03", cost: "0.00" },
  { date: "2026-11-09", cost: "2.40" },
];
const topUp = (created_at: string, status: "paid" | "refunded" | "open" = "paid") => ({
  created_at,
  status,
  amount: "100.00",
});

test("usage, top-ups and the rest explain the closing balance", () => {
  const payments = [
    topUp("2026-11-20T08:00:00Z", "open"),
    topUp("2026-11-05T08:00:00Z", "refunded"),
    // Already November in Rome.
    topUp("2026-10-31T23:30:00Z"),
    topUp("2026-10-31T22:30:00Z"),
  ];
  expect(changesOf({ ...month, days }, "50.00", payments).map(({ date, amount }) => [date, amount])).toEqual([
    ["2026-11-01", "100.00"],
    ["2026-11-02", "-7.50"],
    ["2026-11-05", "100.00"],
    ["2026-11-09", "-2.40"],
    [null, "-100.00"],
  ]);
});

test("nothing is left to explain if usage and top-ups do", () => {
  expect(changesOf({ ...month, days: [] }, "40.10", [topUp("2026-11-05T08:00:00Z")])).toHaveLength(1);
});
