import type { Overview, Quota } from "./api/queries";
import { today } from "./calendar";
import { isAtLeast } from "./money";

/** Less than this is shown as nothing. */
const CENT = "0.01";

/**
 * What stops features: the month's limit, the credits, or both; never one when it is the other. "few" when something is
 * left and what was asked for costs more.
 */
export interface BlockingCauses {
  limit: "reached" | "few" | null;
  credits: "none" | "few" | null;
}

type Figures = Pick<Overview, "status_causes" | "available">;

/** What the month says has been reached, and what stands in the way of the use that was asked about. */
export function blockingCauses(
  { status_causes: causes, available }: Figures,
  blockers: Quota["blockers"] = [],
): BlockingCauses {
  const blocks = (cause: Quota["blockers"][number]["cause"]) => blockers.some((each) => each.cause === cause);
  const isOut = causes.includes("no_credits") || blocks("insufficient_credits");
  return {
    limit: causes.includes("limit_reached") ? "reached" : blocks("spending_limit_reached") ? "few" : null,
    credits: !isOut ? null : isAtLeast(available, CENT) ? "few" : "none",
  };
}

type Dated = Pick<Overview, "month" | "time_zone" | "updated_at">;

/** The account's day when the figures were read: by the server's clock, since the viewer's may be wrong. */
export const lastDay = ({ time_zone: zone, updated_at: at }: Dated): string => today(zone, new Date(at));

/** The month that runs, or one that is over. */
export const isCurrentMonth = (overview: Dated): boolean => lastDay(overview).startsWith(overview.month);

const MINUTE = 60_000;

/** How old figures may be before we say so. */
const STALE_AFTER_MINUTES = 5;

/** For how many minutes nothing new has come; null as long as that is nothing to speak of. Both times by one clock. */
export function minutesBehind(cameAt: number, now: number): number | null {
  const minutes = Math.floor((now - cameAt) / MINUTE);
  return minutes > STALE_AFTER_MINUTES ? minutes : null;
}
