import { expect, test } from "vitest";
import { addDays, addMonths, daysOf, isDay, today } from "./calendar";

test("the current day depends on the account's time zone", () => {
  const now = new Date("2026-11-22T23:30:00Z");
  expect(today("Europe/Rome", now)).toBe("2026-11-23");
  expect(today("UTC", now)).toBe("2026-11-22");
  expect(today("Pacific/Auckland", now)).toBe("2026-11-23");
});

test("adding days and months crosses the ends of months, years and summer time", () => {
  expect(addDays("2026-10-24", 1)).toBe("2026-10-25");
  expect(addDays("2026-10-25", 1)).toBe("2026-10-26");
  expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
});

test("the days of a month end at the given day and come newest first", () => {
  expect(daysOf("2026-02", "2026-12-31")).toHaveLength(28);
  expect(daysOf("2026-11", "2026-11-03")).toEqual(["2026-11-03", "2026-11-02", "2026-11-01"]);
  expect(daysOf("2026-12", "2026-11-03")).toEqual([]);
});

test("only dates that exist in the calendar are days", () => {
  expect(isDay("2028-02-29")).toBe(true);
  expect(isDay("2026-02-29")).toBe(false);
  expect(isDay("2026-2-1")).toBe(false);
});
