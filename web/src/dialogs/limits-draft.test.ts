import { describe, expect, test } from "vitest";
import { ApiError } from "../api/client";
import type { Limits } from "../api/queries";
import en from "../i18n/en";
import account from "../i18n/en.account";
import payments from "../i18n/en.payments";
import { format } from "../i18n/format";
import { earlyAmount, fieldErrors, splitAddresses, suggestedAlert, toDraft, validate } from "./limits-draft";

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
    early: "",
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

  test("takes an earlier alert below the alert threshold, or none", () => {
    expect(validate({ ...draft, early: "79,99" }, "0.00", t, ",")).toEqual({});
    expect(validate({ ...draft, early: "80" }, "0.00", t, ",")).toEqual({ early: t.limits.earlyAboveAlert });
    expect(validate({ ...draft, early: "1.2345" }, "0.00", t, ",")).toEqual({ early: t.amount.form });
    expect(validate({ ...draft, early: "80", noAlert: true }, "0.00", t, ",")).toEqual({});
    expect(earlyAmount({ ...draft, early: " " }, ",")).toBeNull();
    expect(earlyAmount({ ...draft, early: "60" }, ",")).toBe("60.00");
    expect(earlyAmount({ ...draft, early: "60", noAlert: true }, ",")).toBeNull();
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
      alert_recipients: [],
      unconfirmed_recipients: [],
      last_changed: null,
    };
    const draftInItalian = toDraft({ body, headers: new Headers() }, undefined, format("it-IT"));
    expect(draftInItalian).toMatchObject({ alert: "80,00", limit: "", noLimit: true });
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
