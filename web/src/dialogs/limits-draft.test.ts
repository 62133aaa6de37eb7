import { describe, expect, test } from "vitest";
import { ApiError } from "../api/client";
import type { Limits } from "../api/queries";
import en from "../i18n/en";
import account from "../i18n/en.account";
import payments from "../i18n/en.payments";
import { format } from "../i18n/format";
import { alertValues, fieldErrors, splitAddresses, suggestedAlert, toDraft, validate } from "./limits-draft";

const t = { ...en, ...account, ...payments };

test.each([
  ["150.00", "120.00"],
  ["0.02", "0.01"],
  ["0.01", "0.00"],
  ["33.33", "26.66"],
  ["0.00", null],
  [null, null],
])("to a limit of %s, a threshold of %s is suggested", (limit, alert) => {
  expect(suggestedAlert(limit)).toBe(alert);
});

describe("the limits form", () => {
  const draft = {
    alert: "80",
    early: [""],
    forecast: false,
    limit: "150",
    recipients: "",
    noAlert: false,
    noLimit: false,
    confirmed: false,
    etag: '"7"',
  };

  test("accepts an alert threshold equal to the limit", () => {
    expect(validate({ ...draft, alert: "150" }, "94.10", t, ",")).toEqual({});
  });

  test("rejects an alert threshold above the limit", () => {
    expect(validate({ ...draft, alert: "150,01" }, "94.10", t, ",")).toEqual({
      alert: t.limits.alertAboveLimit,
    });
    expect(validate({ ...draft, alert: "150,01", noLimit: true }, "94.10", t, ",")).toEqual({});
  });

  test("takes earlier alerts below the alert threshold, or none", () => {
    const errorsOf = (...early: string[]) => validate({ ...draft, early }, "0.00", t, ",");

    expect(errorsOf("79,99")).toEqual({});
    expect(errorsOf("", "10", " ", "20")).toEqual({});
    expect(errorsOf("10", "80")).toEqual({ early1: t.limits.earlyAboveAlert });
    expect(errorsOf("1.2345")).toEqual({ early0: t.amount.decimals });
    expect(errorsOf("10", "10.00")).toEqual({ early1: t.limits.sameAlert });
    expect(validate({ ...draft, early: ["80"], noAlert: true }, "0.00", t, ",")).toEqual({});
  });

  test("takes percentages of the limit, which need one", () => {
    const errorsOf = (changes: object) => validate({ ...draft, ...changes }, "0.00", t, ",");

    expect(errorsOf({ alert: "90 %", early: ["50%", "100"] })).toEqual({});
    expect(errorsOf({ alert: "50%", early: ["75"] })).toEqual({ early0: t.limits.earlyAboveAlert });
    expect(errorsOf({ alert: "80", early: ["50%", "75"] })).toEqual({ early1: t.limits.sameAlert });
    expect(errorsOf({ alert: "101%" })).toEqual({ alert: t.amount.form });
    expect(errorsOf({ alert: "90%", noLimit: true })).toEqual({ alert: t.limits.shareOfNone });
    expect(errorsOf({ alert: "90%", limit: "x" })).toEqual({ limit: t.amount.form });
  });

  test("sends the alerts that were typed", () => {
    expect(alertValues({ ...draft, alert: "90 %", early: ["", "60,5", "50%"] }, ",")).toEqual([
      "90%",
      "60.50",
      "50%",
    ]);
    expect(alertValues({ ...draft, noAlert: true }, ",")).toEqual([]);
  });

  test("requires a confirmation of a limit that stops features immediately", () => {
    expect(validate({ ...draft, limit: "94.10" }, "94.10", t, ",")).toEqual({
      confirmed: t.limits.confirmFirst,
    });
    expect(validate({ ...draft, limit: "94.11" }, "94.10", t, ",")).toEqual({});
    expect(validate({ ...draft, limit: "0", alert: "0", confirmed: true }, "94.10", t, ",")).toEqual({});
  });

  test("has an error message for each invalid field", () => {
    expect(validate({ ...draft, alert: "", limit: "1.2345" }, "0.00", t, ",")).toEqual({
      alert: t.amount.empty,
      limit: t.amount.decimals,
    });
    expect(validate({ ...draft, recipients: "a@b.example, nobody" }, "0.00", t, ",")).toEqual({
      recipients: t.limits.badRecipients("nobody"),
    });
  });

  test("rejects invalid, duplicate and too many recipients", () => {
    const recipientsError = (recipients: string) =>
      validate({ ...draft, recipients }, "0.00", t, ",").recipients;

    expect(recipientsError("jörg@acme.example")).toBe(t.limits.badRecipients("jörg@acme.example"));
    expect(recipientsError("a@b.example, c@d.example, A@B.example")).toBe(t.limits.duplicate("A@B.example"));
    expect(
      recipientsError(Array.from({ length: 20 }, (_, each) => `a${each}@b.example`).join()),
    ).toBeUndefined();
    expect(recipientsError(Array.from({ length: 21 }, (_, each) => `a${each}@b.example`).join())).toBe(
      t.limits.tooMany("20"),
    );
  });

  test("shows errors of the API at their fields", () => {
    const errors = [{ pointer: "/alert_recipients/3" }, { pointer: "/allowed_limit" }, { pointer: "/other" }];
    expect(fieldErrors(new ApiError(422, "invalid-limits", undefined, { errors }), t)).toEqual({
      recipients: t.field.refused,
      limit: t.field.refused,
    });
    expect(fieldErrors(new ApiError(412, "precondition-failed", undefined), t)).toEqual({});
  });

  test("proposes the person's own address only if limits were never saved", () => {
    const never = {
      early_alert_threshold: null,
      alert_threshold: null,
      allowed_limit: null,
      alert_values: [],
      forecast_alert: false,
      alert_recipients: [],
      unconfirmed_recipients: [],
      last_changed: null,
    };
    const saved = { ...never, last_changed: { at: "2026-11-03T08:30:00Z", by: "usr_giulia" } };
    const recipients = (body: Limits, own?: string) =>
      toDraft({ body, headers: new Headers() }, own, format("en-IE")).recipients;

    expect(recipients(never, "giulia@acme.example")).toBe("giulia@acme.example");
    expect(recipients(never)).toBe("");
    expect(recipients(saved, "giulia@acme.example")).toBe("");
  });

  test("starts with amounts in the format of the locale", () => {
    const body: Limits = {
      early_alert_threshold: null,
      alert_threshold: "80.00",
      allowed_limit: null,
      alert_values: ["80.00"],
      forecast_alert: true,
      alert_recipients: [],
      unconfirmed_recipients: [],
      last_changed: null,
    };
    const draftInItalian = toDraft({ body, headers: new Headers() }, undefined, format("it-IT"));
    expect(draftInItalian).toMatchObject({
      alert: "80,00",
      early: [""],
      forecast: true,
      limit: "",
      noLimit: true,
    });
    expect(validate({ ...draftInItalian, limit: "150,00", noLimit: false }, "0.00", t, ",")).toEqual({});
  });

  test("splits addresses at commas, semicolons, blanks and lines", () => {
    expect(splitAddresses(" a@b.example,c@d.example;\ne@f.example ")).toEqual([
      "a@b.example",
      "c@d.example",
      "e@f.example",
    ]);
  });
});
