import type { Overview, Quota } from "./api/queries";
import { isAtLeast } from "./money";

/** Less than this is shown as nothing. */
const CENT = "0.01";

/**
 * What stops features: the month's limit, the credits, or both; never one when it is the other. "few" when something is
 * left and what was asked for costs more.
 */
export interface Stops {
  limit: "reached" | "few" | null;
  credits: "none" | "few" | null;
}

type Figures = Pick<Overview, "status_causes" | "available">;

/** What the month says has been reached, and what stands in the way of the use that was asked about. */
export function stops(
  { status_causes: causes, available }: Figures,
  blockers: Quota["blockers"] = [],
): Stops {
  const blocks = (cause: Quota["blockers"][number]["cause"]) => blockers.some((each) => each.cause === cause);
  const isOut = causes.includes("no_credits") || blocks("insufficient_credits");
  return {
    limit: causes.includes("limit_reached") ? "reached" : blocks("spending_limit_reached") ? "few" : null,
    credits: !isOut ? null : isAtLeast(available, CENT) ? "few" : "none",
  };
}
