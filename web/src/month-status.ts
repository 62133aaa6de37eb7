import type { Overview, Quota } from "./api/queries";
import { addDays, addMonths, today } from "./calendar";
import { isAtLeast, minus, toNanos, type Money } from "./money";

/** The smallest amount that is not shown as zero. */
export const CENT = "0.01";

/** What blocks features: the monthly limit, the credits or both. "insufficient" means that a little is left. */
export interface BlockingCauses {
  limit: "reached" | "insufficient" | null;
  credits: "none" | "insufficient" | null;
}

type Figures = Pick<Overview, "status_causes" | "available" | "remaining">;

/** The causes according to the month, along with those that block the use that was asked about. */
export function blockingCauses(
  { status_causes: causes, available, remaining }: Figures,
  blockers: Quota["blockers"] = [],
): BlockingCauses {
  const blocks = (cause: Quota["blockers"][number]["cause"]) => blockers.some((each) => each.cause === cause);
  const isOut = causes.includes("no_credits") || blocks("insufficient_credits");
  const isAtLimit = causes.includes("limit_reached") || blocks("spending_limit_reached");
  return {
    limit: !isAtLimit ? null : remaining !== null && isAtLeast(remaining, CENT) ? "insufficient" : "reached",
    credits: !isOut ? null : isAtLeast(available, CENT) ? "insufficient" : "none",
  };
}

type Dated = Pick<Overview, "month" | "time_zone" | "updated_at">;

/** The account's day by the server's clock, because the viewer's clock may be wrong. */
export const lastDay = ({ time_zone: zone, updated_at: at }: Dated): string => today(zone, new Date(at));

export const isCurrentMonth = (overview: Dated): boolean => lastDay(overview).startsWith(overview.month);

/** What the current pace leads to: the limit or the end of the credits, or else the amount at the end of the month. */
export interface Outlook {
  limitReachedOn?: string;
  creditsLastUntil?: string;
  monthEnd?: Money;
}

type Paced = Figures & Dated & Pick<Overview, "forecast" | "used">;

/** How far ahead the end of the credits is worth a sentence. */
const CREDITS_OUTLOOK_DAYS = 92;

/** Empty without a forecast, on the last day of the month, and while something blocks features. */
export function outlookOf(overview: Paced): Outlook {
  const { forecast, month } = overview;
  const { limit, credits } = blockingCauses(overview);
  if (!forecast || limit || credits) return {};
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const daysLeft = Number(last.slice(8)) - Number(lastDay(overview).slice(8));
  if (daysLeft === 0) return {};
  const end = creditsEnd(overview, forecast.month_end, daysLeft);
  const reached = forecast.limit_reached_on;
  if (reached && !(end && end < reached)) return { limitReachedOn: reached };
  if (end && end <= last) return { creditsLastUntil: end };
  return { monthEnd: forecast.month_end, ...(end && { creditsLastUntil: end }) };
}

/** The last day that the credits pay for at the pace of the forecast; null if it is far ahead. */
function creditsEnd(overview: Paced, monthEnd: Money, daysLeft: number): string | null {
  const rest = toNanos(minus(monthEnd, overview.used));
  if (rest <= 0n) return null;
  const days = (toNanos(overview.available) * BigInt(daysLeft)) / rest;
  return days > CREDITS_OUTLOOK_DAYS ? null : addDays(lastDay(overview), Number(days));
}

const MINUTE = 60_000;

const STALE_AFTER_MINUTES = 5;

/** The age of the figures in minutes; null while they are recent. Both times must come from the same clock. */
export function minutesBehind(receivedAt: number, now: number): number | null {
  const minutes = Math.floor((now - receivedAt) / MINUTE);
  return minutes > STALE_AFTER_MINUTES ? minutes : null;
}
