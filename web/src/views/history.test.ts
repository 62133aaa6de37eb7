import { expect, test } from "vitest";
import { monthRows } from "./history";

test("each month but the current one is compared with the month before it, January with December", () => {
  const month = (name: string, cost: string) => ({
    month: name,
    cost,
    operations: 1,
    days_with_use: 1,
    allowed_limit: null,
  });
  const months = [month("2026-01", "15.00"), month("2026-02", "12.00"), month("2026-03", "1.00")];
  const changes = (december?: (typeof months)[number]) =>
    monthRows(months, december, "2026-03").map((row) => row.change);

  expect(changes(month("2025-12", "10.00"))).toEqual([null, -0.2, 0.5]);
  expect(changes(month("2025-12", "0.00"))).toEqual([null, -0.2, null]);
  expect(changes()).toEqual([null, -0.2, null]);
});
