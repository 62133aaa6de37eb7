import { expect, test } from "vitest";
import { nextOrder, sortRows } from "./sorting";

const ROWS = [
  { name: "a", cost: 2 },
  { name: "b", cost: 3 },
  { name: "c", cost: 2 },
];
const BY = {
  cost: (a: { cost: number }, b: { cost: number }) => a.cost - b.cost,
};

test("a header that is pressed three times sorts down, up, and not at all", () => {
  const down = nextOrder(null, "cost" as const, true);
  const up = nextOrder(down, "cost", true);

  expect(sortRows(ROWS, down, BY).map(({ name }) => name)).toEqual(["b", "a", "c"]);
  expect(sortRows(ROWS, up, BY).map(({ name }) => name)).toEqual(["a", "c", "b"]);
  expect(nextOrder(up, "cost", true)).toBeNull();
  expect(sortRows(ROWS, null, BY)).toBe(ROWS);
});

test("names are sorted from the first, and then from the last", () => {
  const first = nextOrder({ column: "cost", isDescending: true }, "name", false);

  expect(first).toEqual({ column: "name", isDescending: false });
  expect(nextOrder(first, "name", false)).toEqual({ column: "name", isDescending: true });
});
