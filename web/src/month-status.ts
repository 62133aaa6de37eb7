import type { Overview, Quota } from "./api/queries";
import { today } from "./calendar";
import { isAtLeast } from "./money";

/** The smallest amount that is not shown as zero. */
const CENT = "0.01";

/** What blocks features: the monthly limit, the credits or both. "insufficient" means that a little is left. */
export interface BlockingCauses {
  limit: "reached" | "insufficient" | null;
  credits: "none" | "insufficient" | null;
}

type Figures = Pick<Overview, "status_causes" | "available">;

/** The causes according to the month, along with those that block the use that was asked about. */
export function blockingCauses(
  { status_causes: causes, available }: Figures,
  blockers: Quota["blockers"] = [],
): BlockingCauses {
  const blocks = (cause: Quota["blockers"][number]["cause"]) => blockers.some((each) => each.cause === cause);
  const isOut = causes.includes("no_credits") || blocks("insufficient_credits");
  return {
    limit: causes.includes("limit_reached")
      ? "reached"
      : blocks("spending_limit_reached")
        ? "insufficient"
        : null,
    credits: !isOut ? null : isAtLeast(available, CENT) ? "insufficient" : "none",
  };
}

type Dated = Pick<Overview, "month" | "time_zone" | "updated_at">;

/** The account's day by the server's clock, because the viewer's clock may be wrong. */
export const lastDay = ({ time_zone: zone, updated_at: at }: Dated): string => today(zone, new Date(at));

export const isCurrentMonth = (overview: Dated): boolean => lastDay(overview).startsWith(overview.month);

const MINUTE = 60_000;

const STALE_AFTER_MINUTES = 5;

/** The age of the figures in minutes; null while they are recent. Both times must come from the same clock. */
export function minutesBehind(receivedAt: number, now: number): number | null {
  const minutes = Math.floor((now - receivedAt) / MINUTE);
  return minutes > STALE_AFTER_MINUTES ? minutes : null;
}
