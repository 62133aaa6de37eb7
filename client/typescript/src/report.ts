import { newId, requireIdentifier, requireQuantity } from "./ids.js";

/** One use. Member and reference are opaque ids: never a name, never an e-mail address. */
export type Line = {
  operation: string;
  /** A string such as `"1250"`, never a number. */
  quantity: string;
  /** When it was used; now, if absent. At most 34 days ago. */
  at?: Date;
  member?: string;
  reference?: string;
  authorization?: string;
};

/** A report in the form in which it is sent, and sent again: `body` never changes. */
export type Report = { id: string; organisation: string; lines: number; body: string };

export type UnsentReason = "rejected" | "delivery timeout" | "closed";
export type Unsent = { report: Report; reason: UnsentReason; detail: string };

export const MAX_LINES = 1_000;
export const MAX_BYTES = 256 * 1024;
const MAX_AGE_MILLIS = 34 * 86_400_000;
const MAX_SKEW_MILLIS = 4 * 60_000;
/** What a report has around its lines, at most: source and organisation are 200 and 64 characters. */
export const ENVELOPE_BYTES = 700;

/** A line as JSON, in ASCII: one character is one byte. */
export function toJson(line: Line, now: number): string {
  const at = line.at?.getTime() ?? now;
  if (!(at <= now + MAX_SKEW_MILLIS && at >= now - MAX_AGE_MILLIS))
    throw new RangeError("at must be at most 34 days in the past and four minutes in the future");
  const optional = { member: line.member, reference: line.reference, authorization: line.authorization };
  for (const [name, value] of Object.entries(optional)) if (value !== undefined) requireIdentifier(value, name);
  return JSON.stringify({
    operation: requireIdentifier(line.operation, "operation"),
    quantity: requireQuantity(line.quantity),
    at: new Date(at).toISOString(),
    ...optional,
  });
}

export function toReport(source: string, organisation: string, lines: string[], now: number): Report {
  const id = newId(now);
  const envelope = {
    specversion: "1.0", type: "credits.usage.v1", source, id, subject: organisation,
    time: new Date(now).toISOString(), datacontenttype: "application/json",
  };
  const body = `${JSON.stringify(envelope).slice(0, -1)},"data":{"lines":[${lines.join(",")}]}}`;
  return { id, organisation, lines: lines.length, body };
}
