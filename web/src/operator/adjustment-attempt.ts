import type { Money } from "../money";
import { ulid } from "../ulid";

export interface Adjustment {
  organisation: string;
  amount: Money;
  reason: string;
}

/** An adjustment with the key under which it is booked once, however often it is sent. */
export interface Attempt {
  adjustment: Adjustment;
  key: string;
  /** Whether it was sent before, without an answer. */
  isUndecided: boolean;
}

const storageName = (organisation: string) => `undecided-adjustment:${organisation}`;

export function newAttempt(adjustment: Adjustment): Attempt {
  return { adjustment, key: ulid(), isUndecided: false };
}

/** Keeps what is sent until it has an answer, so that no second adjustment is sent in its place. */
export function keepUndecided(attempt: Attempt): void {
  const undecided: Attempt = { ...attempt, isUndecided: true };
  sessionStorage.setItem(storageName(attempt.adjustment.organisation), JSON.stringify(undecided));
}

export function forget({ adjustment }: Attempt): void {
  sessionStorage.removeItem(storageName(adjustment.organisation));
}

/** The attempt of this account that has no answer yet; null if there is none. */
export function undecidedAttempt(organisation: string): Attempt | null {
  const kept = sessionStorage.getItem(storageName(organisation));
  return kept === null ? null : (JSON.parse(kept) as Attempt);
}
