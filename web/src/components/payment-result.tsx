import { useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef } from "preact/hooks";
import { isFinal, useTopUp, type TopUpProgress, type Payment, type ReturnPath } from "../api/payments";
import { useI18n, type I18n } from "../i18n/i18n";
import type { Money } from "../money";
import { Icon, type IconName } from "./icons";

/** What the page sees of the payment that one comes back from. */
export interface PaymentContext extends Omit<TopUpProgress, "topUp"> {
  way: ReturnPath;
  topUp: Pick<NonNullable<TopUpProgress["topUp"]>, "status"> | undefined;
  listed: Pick<Payment, "status"> | undefined;
  /** As the list says it; undefined while there is no list. */
  balance: Money | undefined;
  /** It was paid just now, so that the balance is the one with its credits in it. */
  isRecent: boolean;
}

type PaymentNote = keyof I18n["t"]["payments"]["notes"];
export type PaymentMessage =
  PaymentNote | "added" | "received" | "slow" | "confirming" | "notPaid" | "cancelled";

/** What went back after it was paid: the list says so. */
const MONEY_RETURNED: Payment["status"][] = ["partly_refunded", "refunded", "disputed"];

/** What is said of it; null is nothing. "Received" is said only to who comes from a page on which it was paid. */
export function messageFor({
  way,
  topUp,
  listed,
  balance,
  isRecent,
  isUnknown,
  isSlow,
}: PaymentContext): PaymentMessage | null {
  if (listed && MONEY_RETURNED.includes(listed.status)) return null;
  const status = listed && isFinal(listed.status) ? listed.status : topUp?.status;
  const underWay = way === "returned" ? (isSlow ? "slow" : "received") : null;
  if (status === undefined) return isUnknown ? null : underWay;
  if (status === "open") return way === "cancelled" ? "cancelled" : (underWay ?? "open");
  if (status === "processing") return "confirming";
  if (status === "failed" || status === "expired") return "notPaid";
  if (status !== "paid" || !isRecent) return status;
  if (balance === undefined || listed?.status === "open" || listed?.status === "processing")
    return "received";
  return listed ? "added" : "paid";
}

const MARKS: Partial<Record<PaymentMessage, ["good" | "warn" | undefined, IconName]>> = {
  added: ["good", "check"],
  paid: ["good", "check"],
  notPaid: ["warn", "cross"],
  cancelled: [undefined, "cross"],
  slow: ["warn", "clock"],
  partly_refunded: [undefined, "back"],
  refunded: [undefined, "back"],
  disputed: ["warn", "alert"],
};

/** For so long after it was begun, who comes from its payment page comes from paying. */
const RECENT_PAYMENT_MS = 86_400_000;

/**
 * What became of the payment that one comes back from. It is looked after until it is final; "added" is said once the
 * list beside it shows the same, so that the balance in the sentence is the one with the credits in it.
 */
export function PaymentResult(props: {
  id: string;
  way: ReturnPath;
  listed: Payment | undefined;
  balance: Money | undefined;
}) {
  const { t, f } = useI18n();
  const client = useQueryClient();
  const { way, listed, balance } = props;
  const { topUp, ...awaited } = useTopUp(props.id);
  const status = topUp?.status;
  const wasUnderWay = useRef(false);
  wasUnderWay.current ||= status !== undefined && !isFinal(status);
  useEffect(() => {
    if (status === undefined || status === "open") return;
    void client.invalidateQueries({ queryKey: ["payments"] });
    void client.invalidateQueries({ queryKey: ["overview"] });
  }, [status]);
  const begun = topUp?.created_at ?? listed?.created_at ?? "";
  const isRecent =
    wasUnderWay.current || (way === "returned" && Date.now() - Date.parse(begun) < RECENT_PAYMENT_MS);
  const word = messageFor({ way, topUp, listed, balance, isRecent, ...awaited });
  // The region is there before its words are: only so every screen reader says them.
  if (word === null) return <div class="hidden" role="status" />;
  const [tone, icon] = MARKS[word] ?? [undefined, "clock"];
  return (
    <div class="notice" data-tone={tone} role="status">
      <Icon name={icon} />
      <p>{sentence(word, { t, f }, listed, balance)}</p>
    </div>
  );
}

function sentence(
  word: PaymentMessage,
  { t, f }: Pick<I18n, "t" | "f">,
  listed?: Payment,
  balance?: Money,
): string {
  const p = t.payments;
  if (word !== "added")
    return word in p.notes
      ? p.notes[word as PaymentNote]
      : p[word as Exclude<PaymentMessage, PaymentNote | "added">];
  if (!listed || balance === undefined) return p.notes.paid;
  const text = p.added(f.money(listed.amount), f.money(balance));
  return listed.invoice ? `${text} ${p.ready(listed.invoice.number)}` : text;
}
