import { today } from "../calendar";
import { plus, type Money } from "../money";
import type { Payment } from "./payments";

/** What a list of payments is narrowed down to; empty texts narrow nothing down. The days are the account's. */
export interface PaymentFilter {
  status: string;
  from: string;
  to: string;
}

export const isFiltering = (filter: PaymentFilter): boolean => Object.values(filter).some(Boolean);

export function matchesFilter(
  { status, created_at: at }: Pick<Payment, "status" | "created_at">,
  filter: PaymentFilter,
  zone: string,
): boolean {
  const day = today(zone, new Date(at));
  return (
    (filter.status === "" || filter.status === status) &&
    (filter.from === "" || filter.from <= day) &&
    (filter.to === "" || day <= filter.to)
  );
}

const PAID: readonly Payment["status"][] = [
  "paid",
  "partly_refunded",
  "refunded",
  "disputed",
  "charged_back",
];

/** Whether the payment was made, even if it was taken back later. */
export const isPaid = ({ status }: Pick<Payment, "status">): boolean => PAID.includes(status);

/** The sums of what was paid, before refunds. */
export function totalsOf(payments: Pick<Payment, "status" | "amount" | "vat" | "total">[]): {
  amount: Money;
  vat: Money;
  total: Money;
} {
  const sum = { amount: "0.00", vat: "0.00", total: "0.00" };
  for (const { amount, vat, total } of payments.filter(isPaid)) {
    sum.amount = plus(sum.amount, amount);
    sum.vat = plus(sum.vat, vat ?? "0.00");
    sum.total = plus(sum.total, total ?? "0.00");
  }
  return sum;
}

const COLUMNS = "id,created_at,amount,vat,total,refunded,currency,status,invoice,credit_notes".split(",");

/** The table that the API returns as CSV, of these payments only. */
export function paymentRows(payments: Payment[]): string[][] {
  const rows = payments.map((each) => [
    each.id,
    each.created_at,
    each.amount,
    each.vat ?? "",
    each.total ?? "",
    each.refunded,
    each.currency,
    each.status,
    each.invoice?.number ?? "",
    each.credit_notes.map(({ number }) => number).join(" "),
  ]);
  return [COLUMNS, ...rows];
}
