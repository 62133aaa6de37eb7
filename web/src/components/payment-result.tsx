import { useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef } from "preact/hooks";
import { isFinal, useTopUp, type TopUpProgress, type Payment, type ReturnPath } from "../api/payments";
import { useI18n, type I18n } from "../i18n/i18n";
import type { Money } from "../money";
import { Icon, type IconName } from "./icons";

/** What is known about the payment that the page was opened for. */
export interface PaymentContext extends Omit<TopUpProgress, "topUp"> {
  returnPath: ReturnPath;
  topUp: Pick<NonNullable<TopUpProgress["topUp"]>, "status"> | undefined;
  listed: Pick<Payment, "status"> | undefined;
  /** The balance shown with the list; undefined while the list is loading. */
  balance: Money | undefined;
  /** Whether it was paid so recently that the balance can be presented as its result. */
  isRecent: boolean;
}

type PaymentNote = keyof I18n["t"]["payments"]["notes"];
export type PaymentMessage =
  PaymentNote | "added" | "received" | "slow" | "confirming" | "notPaid" | "cancelled";

/** The list already says that such a payment went back. */
const MONEY_RETURNED: Payment["status"][] = ["partly_refunded", "refunded", "disputed", "charged_back"];

/** The message about the payment; null for none. "received" is shown only after returning from the payment page. */
export function messageFor({
  returnPath,
  topUp,
  listed,
  balance,
  isRecent,
  isUnknown,
  isSlow,
}: PaymentContext): PaymentMessage | null {
  if (listed && MONEY_RETURNED.includes(listed.status)) return null;
  const status = listed && isFinal(listed.status) ? listed.status : topUp?.status;
  const pending = returnPath === "returned" ? (isSlow ? "slow" : "received") : null;
  if (status === undefined) return isUnknown ? null : pending;
  if (status === "open") return returnPath === "cancelled" ? "cancelled" : (pending ?? "open");
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
  charged_back: ["warn", "back"],
};

/** How long after its start a return from the payment page still counts as coming from paying. */
const RECENT_PAYMENT_MS = 86_400_000;

/**
 * Polls a payment until it is final and shows its result. "added" is shown only when the list agrees, so that the
 * balance in the message includes the credits.
 */
export function PaymentResult(props: {
  id: string;
  returnPath: ReturnPath;
  listed: Payment | undefined;
  balance: Money | undefined;
}) {
  const { t, f } = useI18n();
  const client = useQueryClient();
  const { returnPath, listed, balance } = props;
  const { topUp, ...progress } = useTopUp(props.id);
  const status = topUp?.status;
  const wasPending = useRef(false);
  wasPending.current ||= status !== undefined && !isFinal(status);
  useEffect(() => {
    if (status === undefined || status === "open") return;
    void client.invalidateQueries({ queryKey: ["payments"] });
    void client.invalidateQueries({ queryKey: ["overview"] });
  }, [status]);
  const startedAt = topUp?.created_at ?? listed?.created_at ?? "";
  const isRecent =
    wasPending.current ||
    (returnPath === "returned" && Date.now() - Date.parse(startedAt) < RECENT_PAYMENT_MS);
  const message = messageFor({ returnPath, topUp, listed, balance, isRecent, ...progress });
  // The live region must exist before its text, or some screen readers do not announce it.
  if (message === null) return <div class="hidden" role="status" />;
  const [tone, icon] = MARKS[message] ?? [undefined, "clock"];
  return (
    <div class="notice" data-tone={tone} role="status">
      <Icon name={icon} />
      <p>{sentence(message, { t, f }, listed, balance)}</p>
    </div>
  );
}

function sentence(
  message: PaymentMessage,
  { t, f }: Pick<I18n, "t" | "f">,
  listed?: Payment,
  balance?: Money,
): string {
  const p = t.payments;
  if (message !== "added")
    return message in p.notes
      ? p.notes[message as PaymentNote]
      : p[message as Exclude<PaymentMessage, PaymentNote | "added">];
  if (!listed || balance === undefined) return p.notes.paid;
  const text = p.added(f.money(listed.amount), f.money(balance));
  return listed.invoice ? `${text} ${p.ready(listed.invoice.number)}` : text;
}
