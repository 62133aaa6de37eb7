import { describe, expect, test } from "vitest";
import { meterScale } from "./meter";

describe("the meter", () => {
  const figures = { used: "94.10", held: "0.00", alert_threshold: "80.00", allowed_limit: "150.00" };

  test("ends slightly beyond its greatest value, so that the limit's tick is visible", () => {
    expect(meterScale(figures)?.limit).toBeCloseTo(1 / 1.02, 5);
    expect(meterScale({ ...figures, used: "300.00" })?.used).toBeCloseTo(1 / 1.02, 5);
  });

  test("without a limit ends at the alert threshold", () => {
    expect(meterScale({ ...figures, allowed_limit: null, used: "40.00" })?.used).toBeCloseTo(0.5 / 1.02, 5);
  });

  test("does not exist without a limit and an alert threshold", () => {
    expect(meterScale({ ...figures, alert_threshold: null, allowed_limit: null })).toBeNull();
  });

  test("accepts a limit of zero", () => {
    const nothing = { used: "0.00", held: "0.00", alert_threshold: null, allowed_limit: "0.00" };
    expect(meterScale(nothing)).toMatchObject({ used: 0, limit: 0 });
  });
});
