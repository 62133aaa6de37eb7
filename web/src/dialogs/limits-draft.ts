import type { ApiResponse, ApiError } from "../api/client";
import type { Limits } from "../api/queries";
import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/i18n";
import { isEmail } from "../email";
import { fromNanos, isAtLeast, isLess, isZero, parseAmount, toNanos, type Money } from "../money";

/** The content of the form as it was typed. */
export interface LimitsDraft {
  alert: string;
  /** Empty for no earlier alert. */
  early: string;
  limit: string;
  recipients: string;
  noAlert: boolean;
  noLimit: boolean;
  confirmed: boolean;
  /** The ETag of the limits that the form was filled with. */
  etag: string;
}

export type LimitsErrors = Partial<Record<"alert" | "early" | "recipients" | "limit" | "confirmed", string>>;

/** Fills the form. If limits were never saved, the person's own address is proposed as the recipient. */
export function toDraft(
  { body, headers }: ApiResponse<Limits>,
  own: string | undefined,
  { typed }: Pick<Format, "typed">,
): LimitsDraft {
  const amount = (given: Money | null) => (given === null ? "" : typed(given));
  const recipients = body.last_changed === null && own !== undefined ? [own] : (body.alert_recipients ?? []);
  return {
    alert: amount(body.alert_threshold),
    early: amount(body.early_alert_threshold),
    limit: amount(body.allowed_limit),
    recipients: recipients.join(", "),
    noAlert: body.alert_threshold === null,
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

/** The earlier alert, which needs an alert threshold and may be left empty. */
export function earlyAmount({ early = "", noAlert }: LimitsDraft, group: string): Money | null | undefined {
  return optionalAmount(early, noAlert || early.trim() === "", group);
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
  alert_threshold: "alert",
  early_alert_threshold: "early",
  allowed_limit: "limit",
  alert_recipients: "recipients",
} as const;

/** The errors of a response by field. Every known rule has been checked before, so the reasons are unknown. */
export function fieldErrors(error: ApiError, t: Messages): LimitsErrors {
  const fields = error.pointers.map((pointer) => POINTERS[pointer.split("/")[1] as keyof typeof POINTERS]);
  return Object.fromEntries(fields.filter(Boolean).map((field) => [field, t.field.refused]));
}

/** Returns an error message for each invalid field. */
export function validate(draft: LimitsDraft, used: Money, t: Messages, group: string): LimitsErrors {
  const errors: LimitsErrors = {};
  const alert = draft.noAlert ? null : parseAmount(draft.alert, group);
  const limit = draft.noLimit ? null : parseAmount(draft.limit, group);
  if (alert && "problem" in alert) errors.alert = t.amount[alert.problem];
  const early = earlyAmount(draft, group);
  if (early === undefined) errors.early = t.amount.form;
  else if (early !== null && alert && "amount" in alert && isAtLeast(early, alert.amount))
    errors.early = t.limits.earlyAboveAlert;
  const recipients = recipientsError(splitAddresses(draft.recipients), t);
  if (recipients !== undefined) errors.recipients = recipients;
  if (limit && "problem" in limit) errors.limit = t.amount[limit.problem];
  if (alert && limit && "amount" in alert && "amount" in limit && isLess(limit.amount, alert.amount))
    errors.alert = t.limits.alertAboveLimit;
  if (limit && "amount" in limit && isAtLeast(used, limit.amount) && !draft.confirmed)
    errors.confirmed = t.limits.confirmFirst;
  return errors;
}
