import { today } from "../calendar";
import { isZero, minus, plus, type Money } from "../money";
import { isPaid } from "./payment-filter";
import type { Payment } from "./payments";
import type { Overview } from "./queries";

/** A change of the balance. What is neither usage nor a top-up of the month has no date. */
export interface BalanceChange {
  kind: "usage" | "top_up" | "other";
  date: string | null;
  amount: Money;
}

type Month = Pick<Overview, "month" | "time_zone" | "balance"> & {
  days: Pick<Overview["days"][number], "date" | "cost">[];
};

/**
 * All changes of the balance in a month, oldest first; they add up to its closing balance less the opening one. Refunds,
 * corrections and payments confirmed in another month than they were started are one change.
 */
export function changesOf(
  { month, time_zone: zone, balance, days }: Month,
  opening: Money,
  payments: Pick<Payment, "status" | "created_at" | "amount">[],
): BalanceChange[] {
  const usage = days
    .filter(({ cost }) => !isZero(cost))
    .map(({ date, cost }): BalanceChange => ({ kind: "usage", date, amount: minus("0.00", cost) }));
  const topUps = payments
    .filter(isPaid)
    .map(({ created_at: at, amount }): BalanceChange => {
      return { kind: "top_up", date: today(zone, new Date(at)), amount };
    })
    .filter(({ date }) => date?.startsWith(month));
  const dated = [...topUps, ...usage].sort((a, b) => (a.date ?? "").localeCompare(b.date ?? ""));
  const explained = dated.reduce((sum, { amount }) => plus(sum, amount), opening);
  const other = minus(balance, explained);
  return isZero(other) ? dated : [...dated, { kind: "other", date: null, amount: other }];
}
