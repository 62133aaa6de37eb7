import type { ApiResponse, ApiError } from "../api/client";
import type { Limits } from "../api/queries";
import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/i18n";
import { isEmail } from "../email";
import {
  fromNanos,
  isAtLeast,
  isLess,
  isZero,
  parseAmount,
  toNanos,
  type AmountProblem,
  type Money,
} from "../money";

/** The content of the form as it was typed. */
export interface LimitsDraft {
  /** Like the earlier ones, an amount or a percentage of the limit. */
  alert: string;
  /** Empty ones are no alerts. */
  early: string[];
  forecast: boolean;
  limit: string;
  recipients: string;
  noAlert: boolean;
  noLimit: boolean;
  confirmed: boolean;
  /** The ETag of the limits that the form was filled with. */
  etag: string;
}

export type LimitsErrors = Partial<
  Record<"alert" | `early${number}` | "recipients" | "limit" | "confirmed", string>
>;

/** The most alerts before the highest. */
export const MAX_EARLY = 4;

/** Fills the form. If limits were never saved, the person's own address is proposed as the recipient. */
export function toDraft(
  { body, headers }: ApiResponse<Limits>,
  own: string | undefined,
  { typed }: Pick<Format, "typed">,
): LimitsDraft {
  const amount = (given: Money | null) => (given === null ? "" : typed(given));
  const [alert, ...early] = body.alert_values
    .map((value) => (value.endsWith("%") ? value : typed(value)))
    .reverse();
  const recipients = body.last_changed === null && own !== undefined ? [own] : (body.alert_recipients ?? []);
  return {
    alert: alert ?? "",
    early: early.length > 0 ? early : [""],
    forecast: body.forecast_alert,
    limit: amount(body.allowed_limit),
    recipients: recipients.join(", "),
    noAlert: alert === undefined,
    noLimit: body.allowed_limit === null,
    confirmed: false,
    etag: headers.get("etag") ?? "*",
  };
}

/** Returns null for no amount, and undefined if the text is not an amount. */
export function optionalAmount(typed: string, isNone: boolean, group: string): Money | null | undefined {
  if (isNone) return null;
  const parsed = parseAmount(typed, group);
  return "amount" in parsed ? parsed.amount : undefined;
}

/** What a person typed as an alert: the value as the API takes it, and its amount, null for a share of no limit. */
export function parseAlert(
  typed: string,
  limit: Money | null | undefined,
  group: string,
): { value: string; amount: Money | null } | { problem: AmountProblem } {
  const percent = /^(100|[1-9]\d?)%$/.exec(typed.replace(/\s/g, ""))?.[1];
  if (percent === undefined) {
    const parsed = parseAmount(typed, group);
    return "problem" in parsed ? parsed : { value: parsed.amount, amount: parsed.amount };
  }
  const amount = limit == null ? null : fromNanos((toNanos(limit) * BigInt(percent)) / 100n);
  return { value: `${percent}%`, amount };
}

/** The alerts as the API takes them; those that cannot be parsed are left out. */
export function alertValues(draft: LimitsDraft, group: string): string[] {
  if (draft.noAlert) return [];
  return [draft.alert, ...draft.early].flatMap((typed) => {
    const parsed = parseAlert(typed, null, group);
    return "value" in parsed ? [parsed.value] : [];
  });
}

/** Four fifths of the limit in whole cents, as a threshold that is reached in time; null if there is no limit. */
export function suggestedAlert(limit: Money | null | undefined): Money | null {
  if (limit == null || isZero(limit)) return null;
  return fromNanos((toNanos(limit) / 12_500_000n) * 10_000_000n);
}

export function splitAddresses(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter((address) => address !== "");
}

const MAX_RECIPIENTS = 20;

/** The error message for the recipients, if any. */
function recipientsError(given: string[], t: Messages): string | undefined {
  if (given.length > MAX_RECIPIENTS) return t.limits.tooMany(`${MAX_RECIPIENTS}`);
  const bad = given.find((address) => !isEmail(address));
  if (bad !== undefined) return t.limits.badRecipients(bad);
  const mailboxes = given.map((address) => address.toLowerCase());
  const twice = given.find((_, index) => mailboxes.indexOf(mailboxes[index] ?? "") !== index);
  return twice === undefined ? undefined : t.limits.duplicate(twice);
}

const POINTERS = {
  alert_values: "alert",
  allowed_limit: "limit",
  alert_recipients: "recipients",
} as const;

/** The errors of a response by field. Every known rule has been checked before, so the reasons are unknown. */
export function fieldErrors(error: ApiError, t: Messages): LimitsErrors {
  const fields = error.pointers.map((pointer) => POINTERS[pointer.split("/")[1] as keyof typeof POINTERS]);
  return Object.fromEntries(fields.filter(Boolean).map((field) => [field, t.field.refused]));
}

// An invalid limit has an error of its own.
function alertErrors(
  { alert, early }: LimitsDraft,
  limit: Money | null | undefined,
  t: Messages,
  group: string,
): LimitsErrors {
  const errors: LimitsErrors = {};
  const amounts: Money[] = [];
  [alert, ...early].forEach((typed, at) => {
    if (at > 0 && typed.trim() === "") return;
    const parsed = parseAlert(typed, limit, group);
    const amount = "amount" in parsed ? parsed.amount : null;
    const highest = amounts[0];
    const error =
      "problem" in parsed
        ? t.amount[parsed.problem]
        : amount === null
          ? limit === null && t.limits.shareOfNone
          : at === 0
            ? limit != null && isLess(limit, amount) && t.limits.alertAboveLimit
            : highest !== undefined && isAtLeast(amount, highest)
              ? t.limits.earlyAboveAlert
              : amounts.includes(amount) && t.limits.sameAlert;
    const field: keyof LimitsErrors = at === 0 ? "alert" : `early${at - 1}`;
    if (error) errors[field] = error;
    if (amount !== null) amounts.push(amount);
  });
  return errors;
}

/** Returns an error message for each invalid field. */
export function validate(draft: LimitsDraft, used: Money, t: Messages, group: string): LimitsErrors {
  const errors: LimitsErrors = {};
  const limit = draft.noLimit ? null : parseAmount(draft.limit, group);
  if (!draft.noAlert)
    Object.assign(
      errors,
      alertErrors(draft, limit && ("amount" in limit ? limit.amount : undefined), t, group),
    );
  const recipients = recipientsError(splitAddresses(draft.recipients), t);
  if (recipients !== undefined) errors.recipients = recipients;
  if (limit && "problem" in limit) errors.limit = t.amount[limit.problem];
  if (limit && "amount" in limit && isAtLeast(used, limit.amount) && !draft.confirmed)
    errors.confirmed = t.limits.confirmFirst;
  return errors;
}
