import { expect, test } from "vitest";
import { addParts, withEnd } from "./spending";

test("the sums of a group in all parts are added, the most expensive group first", () => {
  const [newer, older] = [
    [
      { group: "usr_li", cost: "0.12", operations: 1 },
      { group: null, cost: "0.000000001", operations: 1 },
    ],
    [
      { group: "usr_marco", cost: "0.20", operations: 2 },
      { group: "usr_li", cost: "0.09", operations: 1 },
    ],
  ];

  expect(addParts([newer, older])).toEqual([
    { name: "usr_li", cost: "0.21" },
    { name: "usr_marco", cost: "0.20" },
    { name: null, cost: "0.000000001" },
  ]);
});

test.each([
  ["from", "2026-10-15", "2026-10-15", "2026-11-30"],
  ["from", "2026-12-02", "2026-12-02", "2026-12-02"],
  ["from", "2024-11-10", "2024-11-10", "2026-11-09"],
  ["to", "2026-11-15", "2026-11-01", "2026-11-15"],
  ["to", "2026-10-31", "2026-10-31", "2026-10-31"],
  ["to", "2028-12-15", "2026-12-16", "2028-12-15"],
] as const)("a range with another end, %s %s, lasts two years at most", (end, day, from, to) => {
  expect(withEnd({ from: "2026-11-01", to: "2026-11-30" }, end, day)).toEqual({ from, to });
});
