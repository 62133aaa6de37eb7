import type { ApiResponse, ApiError } from "../api/client";
import type { Limits } from "../api/queries";
import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/i18n";
import { isEmail } from "../email";
import { isAtLeast, isLess, parseAmount, type Money } from "../money";

/** What is in the form: texts as they were typed. */
export interface LimitsDraft {
  alert: string;
  limit: string;
  recipients: string;
  noAlert: boolean;
  noLimit: boolean;
  confirmed: boolean;
  /** The version that the form began with. */
  tag: string;
}

export type LimitsErrors = Partial<Record<"alert" | "recipients" | "limit" | "confirmed", string>>;

/** Amounts as people of the language type them. The first time, whoever saves is proposed as the one to be told. */
export function toDraft(
  { body, headers }: ApiResponse<Limits>,
  own: string | undefined,
  { typed }: Pick<Format, "typed">,
): LimitsDraft {
  const amount = (given: Money | null) => (given === null ? "" : typed(given));
  const recipients = body.last_changed === null && own !== undefined ? [own] : body.alert_recipients;
  return {
    alert: amount(body.alert_threshold),
    limit: amount(body.allowed_limit),
    recipients: recipients.join(", "),
    noAlert: body.alert_threshold === null,
    noLimit: body.allowed_limit === null,
    confirmed: false,
    tag: headers.get("etag") ?? "*",
  };
}

/** Null is none, undefined is not an amount. */
export function optionalAmount(typed: string, isNone: boolean): Money | null | undefined {
  if (isNone) return null;
  const parsed = parseAmount(typed);
  return "amount" in parsed ? parsed.amount : undefined;
}

export function splitAddresses(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter((address) => address !== "");
}

/** How many addresses the API takes. */
const MAX_RECIPIENTS = 20;

/** What is wrong with the first of these addresses that is wrong. */
function recipientsError(given: string[], t: Messages): string | undefined {
  if (given.length > MAX_RECIPIENTS) return t.limits.tooMany(`${MAX_RECIPIENTS}`);
  const bad = given.find((address) => !isEmail(address));
  if (bad !== undefined) return t.limits.badRecipients(bad);
  const mailboxes = given.map((address) => address.toLowerCase());
  const twice = given.find((_, index) => mailboxes.indexOf(mailboxes[index] ?? "") !== index);
  return twice === undefined ? undefined : t.limits.twice(twice);
}

const POINTERS = {
  alert_threshold: "alert",
  allowed_limit: "limit",
  alert_recipients: "recipients",
} as const;

/** What the API finds wrong, at the field that it is about. All of it is checked here before, so no reason is known. */
export function fieldErrors(refused: ApiError, t: Messages): LimitsErrors {
  const fields = refused.pointers.map((pointer) => POINTERS[pointer.split("/")[1] as keyof typeof POINTERS]);
  return Object.fromEntries(fields.filter(Boolean).map((field) => [field, t.field.refused]));
}

/** Everything that is wrong, in words. */
export function validate(draft: LimitsDraft, used: Money, t: Messages): LimitsErrors {
  const wrong: LimitsErrors = {};
  const read = (typed: string) => parseAmount(typed);
  const alert = draft.noAlert ? null : read(draft.alert);
  const limit = draft.noLimit ? null : read(draft.limit);
  if (alert && "problem" in alert) wrong.alert = t.amount[alert.problem];
  const told = recipientsError(splitAddresses(draft.recipients), t);
  if (told !== undefined) wrong.recipients = told;
  if (limit && "problem" in limit) wrong.limit = t.amount[limit.problem];
  if (alert && limit && "amount" in alert && "amount" in limit && isLess(limit.amount, alert.amount))
    wrong.alert = t.limits.order;
  if (limit && "amount" in limit && isAtLeast(used, limit.amount) && !draft.confirmed)
    wrong.confirmed = t.limits.confirmFirst;
  return wrong;
}
