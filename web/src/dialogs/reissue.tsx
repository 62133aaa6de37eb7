import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { useBillingProfile, usePaymentsWhile, type BillingProfile, type Payment } from "../api/payments";
import { Dialog } from "../components/dialog";
import { Field } from "../components/fields";
import { Icon } from "../components/icons";
import { loadingOrError } from "../components/state";
import { useAnnouncer } from "../components/announcer";
import { useI18n } from "../i18n/i18n";
import { useQueryState } from "../query-state";
import { useApi } from "../services";

/** Has the invoice of the payment in the address made out anew, to the billing profile as it is now. */
export function ReissueDialog({ close }: { close: () => void }) {
  const { t } = useI18n();
  const [parameters] = useQueryState();
  const id = parameters.get("payment");
  const profile = useBillingProfile();
  const { query, payments } = usePaymentsWhile((loaded) => !loaded.some((each) => each.id === id));
  const payment = payments.find((each) => each.id === id);
  const waiting = profile.data ? query : profile;
  return (
    <Dialog title={t.reissue.title} close={close}>
      {profile.data && payment?.invoice ? (
        <Form profile={profile.data} payment={payment} number={payment.invoice.number} close={close} />
      ) : (
        loadingOrError(waiting, t.reissue.title, <span class="skeleton form" />)
      )}
    </Dialog>
  );
}

const MAX_LENGTH = 50;
const SHOWN_AFTER_MS = 3_000;

function Form(props: { profile: BillingProfile; payment: Payment; number: string; close: () => void }) {
  const { profile, payment, number, close } = props;
  const { t } = useI18n();
  const r = t.reissue;
  const [, changeAddress] = useQueryState();
  const [reference, setReference] = useState("");
  const [order, setOrder] = useState("");
  const reissue = useReissue(payment, number, close);
  const tooLong = (typed: string) =>
    typed.trim().length > MAX_LENGTH ? t.field.tooLong(`${MAX_LENGTH}`) : undefined;

  function submit(event: Event) {
    event.preventDefault();
    if (tooLong(reference) || tooLong(order)) return;
    void reissue.request({ buyer_reference: reference.trim() || null, purchase_order: order.trim() || null });
  }

  return (
    <form onSubmit={submit} noValidate>
      <p>{r.what(number)}</p>
      <Buyer profile={profile} />
      <button
        type="button"
        class="button"
        onClick={() => changeAddress({ dialog: "billing", payment: null })}
      >
        {r.change}
      </button>
      <Field
        name="buyerReference"
        label={t.billing.buyerReference}
        note={r.keeps}
        inputMode="text"
        value={reference}
        error={tooLong(reference)}
        change={setReference}
      />
      <Field
        name="purchaseOrder"
        label={t.billing.purchaseOrder}
        note={r.keeps}
        inputMode="text"
        value={order}
        error={tooLong(order)}
        change={setOrder}
      />
      {reissue.failure && (
        <div class="notice" data-tone="bad" role="alert">
          <Icon name="alert" />
          <p>{reissue.failure}</p>
        </div>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {t.cancel}
        </button>
        <button type="submit" class="button primary" aria-busy={reissue.isBusy}>
          {r.confirm}
        </button>
      </div>
    </form>
  );
}

/** Whom the new invoice is made out to. */
function Buyer({ profile }: { profile: BillingProfile }) {
  const { address } = profile;
  const city = [address?.postal_code, address?.city, address?.region].filter(Boolean).join(" ");
  const lines = [profile.legal_name, address?.line1, address?.line2, city, profile.vat_id];
  return (
    <address>
      {lines.filter(Boolean).map((line) => (
        <span key={line} class="block">
          {line}
        </span>
      ))}
    </address>
  );
}

function useReissue(payment: Payment, number: string, close: () => void) {
  const { t } = useI18n();
  const r = t.reissue;
  const api = useApi();
  const client = useQueryClient();
  const { say } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function request(references: { buyer_reference: string | null; purchase_order: string | null }) {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      await api.call(`/v1/payments/${payment.id}/invoice/reissue`, { method: "POST", body: references });
      close();
      say(r.requested(number));
      // The documents take some seconds.
      setTimeout(() => void client.invalidateQueries({ queryKey: ["payments"] }), SHOWN_AFTER_MS);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setFailure(reason.code === "invoice-not-reissuable" ? r.refused : r.failed);
      setBusy(false);
    }
  }
  return { isBusy, failure, request };
}
