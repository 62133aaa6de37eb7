import { expect, test } from "vitest";
import { pointsOf } from "./month-curve";

test("every day so far has a point, and days without use keep the sum", () => {
  const points = pointsOf({
    month: "2026-11",
    time_zone: "Europe/Rome",
    // Already the 4th in Rome.
    updated_at: "2026-11-03T23:30:00Z",
    days: [
      { date: "2026-11-01", cost: "1.000000001" },
      { date: "2026-11-03", cost: "0.30" },
    ],
  });

  expect(points.map(({ date, sum }) => [date, sum])).toEqual([
    ["2026-11-01", "1.000000001"],
    ["2026-11-02", "1.000000001"],
    ["2026-11-03", "1.300000001"],
    ["2026-11-04", "1.300000001"],
  ]);
});
