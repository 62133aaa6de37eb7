import { useQueryClient } from "@tanstack/preact-query";
import { useEffect } from "preact/hooks";
import { useTopUp, type Payment } from "../api/payments";
import { useI18n } from "../i18n/i18n";
import type { Money } from "../money";
import { Icon, type IconName } from "./icons";

/** What was paid and went back since: the list says so. */
const BACK: Payment["status"][] = ["partly_refunded", "refunded", "disputed"];

/**
 * What became of the payment that one comes back from. It is looked after until it is final; "added" is said once the
 * list beside it shows the same, so that the balance in the sentence is the one with the credits in it.
 */
export function Returned(props: {
  id: string;
  isCancelled: boolean;
  listed: Payment | undefined;
  balance: Money | undefined;
}) {
  const { t, f } = useI18n();
  const p = t.payments;
  const client = useQueryClient();
  const { topUp, isSlow } = useTopUp(props.id);
  const status = topUp?.status;
  useEffect(() => {
    if (status === undefined || status === "open") return;
    void client.invalidateQueries({ queryKey: ["payments"] });
    void client.invalidateQueries({ queryKey: ["overview"] });
  }, [status]);
  const { listed, balance } = props;
  if (listed && BACK.includes(listed.status)) return null;
  const [tone, icon, text] = ((): ["good" | "warn" | undefined, IconName, string] => {
    if (listed?.status === "paid" && balance !== undefined) return ["good", "check", added(listed, balance)];
    if (status === "failed" || status === "expired") return ["warn", "cross", p.notPaid];
    if (status === "processing") return [undefined, "clock", p.confirming];
    if (props.isCancelled && status !== "paid") return [undefined, "cross", p.cancelled];
    return isSlow ? ["warn", "clock", p.slow] : [undefined, "clock", p.received];
  })();
  function added({ amount, invoice }: Payment, now: Money): string {
    const text = p.added(f.money(amount), f.money(now));
    return invoice ? `${text} ${p.ready(invoice.number)}` : text;
  }
  return (
    <div class="notice" data-tone={tone} role="status">
      <Icon name={icon} />
      <p>{text}</p>
    </div>
  );
}
