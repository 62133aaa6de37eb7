import { describe, expect, test } from "vitest";
import { blockingCauses, isCurrentMonth, lastDay, minutesBehind } from "./month-status";

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
    expect(blockingCauses({ status_causes: ["alert"], available: "1.00" })).toEqual({
      limit: null,
      credits: null,
    });
  });

  test("are blocked by the limit or by credits, and a few credits are not none", () => {
    expect(blockingCauses({ status_causes: ["no_credits", "limit_reached"], available: "0.00" })).toEqual({
      limit: "reached",
      credits: "none",
    });
    expect(blockingCauses({ status_causes: ["no_credits"], available: "-5.00" }).credits).toBe("none");
    expect(blockingCauses({ status_causes: ["no_credits"], available: "0.0017" }).credits).toBe("none");
    expect(blockingCauses({ status_causes: ["no_credits"], available: "0.03" })).toEqual({
      limit: null,
      credits: "insufficient",
    });
  });

  test("are also blocked by what blocks a single use", () => {
    expect(blockingCauses({ status_causes: [], available: "9.00" }, [limit])).toEqual({
      limit: "insufficient",
      credits: null,
    });
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
