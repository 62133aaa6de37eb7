import { describe, expect, test } from "vitest";
import { blockingCauses, isCurrentMonth, lastDay, minutesBehind, outlookOf } from "./month-status";

describe("features", () => {
  const limit = {
    cause: "spending_limit_reached" as const,
    allowed_limit: "1.00",
    used: "0.95",
    held: "0.00",
    remaining: "0.05",
    resets_at: "2026-11-30T23:00:00Z",
    limits_url: "https://app.example.com/usage/limits",
  };

  test("are not blocked by an exceeded alert threshold", () => {
    expect(blockingCauses({ status_causes: ["alert"], available: "1.00", remaining: "0.50" })).toEqual({
      limit: null,
      credits: null,
    });
  });

  test("are blocked by the limit or by credits, and a few credits are not none", () => {
    expect(
      blockingCauses({
        status_causes: ["no_credits", "limit_reached"],
        available: "0.00",
        remaining: "0.00",
      }),
    ).toEqual({
      limit: "reached",
      credits: "none",
    });
    expect(
      blockingCauses({ status_causes: ["no_credits"], available: "-5.00", remaining: null }).credits,
    ).toBe("none");
    expect(
      blockingCauses({ status_causes: ["no_credits"], available: "0.0017", remaining: null }).credits,
    ).toBe("none");
    expect(blockingCauses({ status_causes: ["no_credits"], available: "0.03", remaining: null })).toEqual({
      limit: null,
      credits: "insufficient",
    });
  });

  test.each([
    ["1.10", "insufficient"],
    ["0.01", "insufficient"],
    ["0.0099", "reached"],
    ["0.00", "reached"],
    ["-8.30", "reached"],
  ] as const)("after a refusal with %s remaining, the limit is %s", (remaining, limit) => {
    const figures = { status_causes: ["limit_reached" as const], available: "9.00", remaining };
    expect(blockingCauses(figures)).toEqual({ limit, credits: null });
  });

  test("are also blocked by what blocks a single use", () => {
    expect(blockingCauses({ status_causes: [], available: "9.00", remaining: "0.05" }, [limit])).toEqual({
      limit: "insufficient",
      credits: null,
    });
  });
});

describe("the outlook", () => {
  const overview = {
    month: "2026-11",
    time_zone: "Europe/Rome",
    updated_at: "2026-11-20T12:00:00Z",
    status_causes: [],
    used: "100.00",
    available: "2000.00",
    remaining: "100.00",
    forecast: { month_end: "150.00", limit_reached_on: null },
  };
  const limited = { month_end: "150.00", limit_reached_on: "2026-11-28" };

  test.each([
    ["is the amount at the end of the month", {}, { monthEnd: "150.00" }],
    ["is nothing without a forecast", { forecast: null }, {}],
    ["is nothing on the last day", { updated_at: "2026-11-30T12:00:00Z" }, {}],
    ["is nothing at the limit", { status_causes: ["limit_reached" as const] }, {}],
    ["is nothing without credits", { status_causes: ["no_credits" as const], available: "0.00" }, {}],
    ["names the day of the limit", { forecast: limited }, { limitReachedOn: "2026-11-28" }],
    ["names the day on which the credits end", { available: "20.00" }, { creditsLastUntil: "2026-11-24" }],
    [
      "names what comes first, the limit",
      { forecast: limited, available: "45.00" },
      { limitReachedOn: "2026-11-28" },
    ],
    [
      "names what comes first, the credits",
      { forecast: limited, available: "20.00" },
      { creditsLastUntil: "2026-11-24" },
    ],
    [
      "looks beyond the month for the credits",
      { available: "100.00" },
      { monthEnd: "150.00", creditsLastUntil: "2026-12-10" },
    ],
  ])("%s", (_, changes, expected) => {
    expect(outlookOf({ ...overview, ...changes })).toEqual(expected);
  });
});

describe("the current month", () => {
  const overview = { month: "2026-11", time_zone: "Europe/Rome" };

  test("is determined by the server's clock in the account's time zone", () => {
    const justAfterMidnight = { ...overview, updated_at: "2026-11-22T23:30:00Z" };
    expect(lastDay(justAfterMidnight)).toBe("2026-11-23");
    expect(isCurrentMonth(justAfterMidnight)).toBe(true);
    expect(isCurrentMonth({ ...overview, updated_at: "2026-11-30T23:30:00Z" })).toBe(false);
  });

  test("has figures that count as recent for five minutes", () => {
    const receivedAt = Date.parse("2026-11-22T12:00:00Z");
    expect(minutesBehind(receivedAt, receivedAt - 60_000)).toBeNull();
    expect(minutesBehind(receivedAt, receivedAt + 5 * 60_000)).toBeNull();
    expect(minutesBehind(receivedAt, receivedAt + 6 * 60_000)).toBe(6);
  });
});
