import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { useOverview } from "../api/queries";
import type { Schemas } from "../api/client";
import { useI18n } from "../i18n/i18n";
import { useMember } from "../member";
import type { Money } from "../money";
import { blockingCauses } from "../month-status";
import { usePageRestore } from "../components/use-page-restore";
import { Dialog } from "../components/dialog";
import { Field } from "../components/fields";
import { Icon } from "../components/icons";
import { Loading } from "../components/state";
import { useDialog, useQueryState } from "../query-state";
import { useApi, useServices } from "../services";
import { useDraft } from "../session/use-draft";
import { ulid } from "../ulid";
import { amountToPay, firstDraft, type TopUpBounds, type TopUpDraft } from "./top-up-draft";

const MAX_ORDER_LENGTH = 50;

export function TopUpDialog({ close }: { close: () => void }) {
  const { t } = useI18n();
  const { topUp } = useMember();
  return (
    <Dialog title={t.topUp.title} close={close}>
      {topUp ? (
        <Form bounds={topUp} close={close} />
      ) : (
        <Loading what={t.topUp.title}>
          <span class="skeleton form" />
        </Loading>
      )}
    </Dialog>
  );
}

function Form({ bounds, close }: { bounds: TopUpBounds; close: () => void }) {
  const { t, f } = useI18n();
  const { organisationId } = useMember();
  const { config } = useServices();
  const [parameters] = useQueryState();
  const [saved, setDraft] = useDraft<TopUpDraft>(`top-up:${organisationId}`);
  const draft = saved ?? firstDraft(parameters.get("amount"), bounds.presets, f);
  const [submitted, setSubmitted] = useState(false);
  const checkout = useCheckout();
  const chosen = amountToPay(draft, bounds, t, f);
  const order = (draft.order ?? "").trim();

  function submit(event: Event) {
    event.preventDefault();
    setSubmitted(true);
    if ("error" in chosen)
      return (event.currentTarget as HTMLFormElement).querySelector<HTMLElement>("[name=amount]")?.focus();
    if (order.length <= MAX_ORDER_LENGTH) void checkout.pay(chosen.amount, order);
  }
  const choose = (changes: Partial<TopUpDraft>) => {
    checkout.reset();
    setDraft({ ...draft, ...changes });
  };

  return (
    <form onSubmit={submit} noValidate>
      <AmountChoice bounds={bounds} draft={draft} choose={choose} />
      {draft.preset === null && (
        <Field
          name="amount"
          label={t.topUp.customLabel}
          note={t.topUp.customNote(f.short(bounds.minimum))}
          value={draft.typed}
          error={submitted && "error" in chosen ? chosen.error : undefined}
          change={(typed) => choose({ typed })}
        />
      )}
      <Field
        name="order"
        label={t.topUp.order}
        inputMode="text"
        value={draft.order ?? ""}
        error={
          submitted && order.length > MAX_ORDER_LENGTH ? t.field.tooLong(`${MAX_ORDER_LENGTH}`) : undefined
        }
        change={(typed) => choose({ order: typed })}
      />
      <LimitReachedNotice />
      <p class="small">
        {t.topUp.vat} {t.topUp.secure} {t.topUp.arrival} {t.topUp.noExpiry}{" "}
        <a href={config.terms_url} target="_blank" rel="noopener">
          {t.topUp.terms}
        </a>
      </p>
      {checkout.failure && <CheckoutError failure={checkout.failure} />}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {t.cancel}
        </button>
        <button type="submit" class="button primary" aria-busy={checkout.isBusy}>
          {checkout.isBusy ? t.topUp.opening : t.topUp.pay}
        </button>
      </div>
    </form>
  );
}

function AmountChoice(props: {
  bounds: TopUpBounds;
  draft: TopUpDraft;
  choose: (changes: Partial<TopUpDraft>) => void;
}) {
  const { t, f } = useI18n();
  const { draft, choose } = props;
  const presets = useRef<HTMLFieldSetElement>(null);
  // Focus the chosen amount when the dialog opens, but never again.
  useEffect(() => presets.current?.querySelector<HTMLElement>(":checked")?.focus(), []);
  return (
    <fieldset class="amounts" ref={presets}>
      <legend>{t.topUp.amount}</legend>
      {props.bounds.presets.map((preset) => (
        <label key={preset}>
          <input
            type="radio"
            name="preset"
            value={preset}
            checked={draft.preset === preset}
            onChange={() => choose({ preset })}
          />
          {f.short(preset)}
        </label>
      ))}
      <label class="custom">
        <input
          type="radio"
          name="preset"
          value=""
          checked={draft.preset === null}
          onChange={() => choose({ preset: null })}
        />
        {t.topUp.custom}
      </label>
    </fieldset>
  );
}

/** Warns before payment that credits do not lift a limit. */
function LimitReachedNotice() {
  const { t, f } = useI18n();
  const [, open] = useDialog();
  const { permissions } = useMember();
  const { data } = useOverview("current");
  if (!data?.status_causes.includes("limit_reached")) return null;
  return (
    <div class="notice" data-tone="bad" role="status">
      <Icon name="stop" />
      <p>
        {blockingCauses(data).limit === "insufficient"
          ? t.topUp.limitTooLow(f.money(data.remaining ?? "0.00"))
          : t.topUp.blocked(f.longDate(data.resets_at, data.time_zone))}
      </p>
      {permissions.has("limits:write") && (
        <button type="button" class="button" onClick={() => open("limits")}>
          {t.topUp.raise}
        </button>
      )}
    </div>
  );
}

const REFUSALS: Record<string, "tooMany" | "dailyLimit" | "firstTooSmall"> = {
  "too-many-top-ups": "tooMany",
  "daily-top-ups-reached": "dailyLimit",
  "invalid-amount": "firstTooSmall",
};

function CheckoutError({ failure }: { failure: ApiError }) {
  const { t } = useI18n();
  if (failure.status === 401) return null;
  return (
    <div class="notice" data-tone="bad" role="alert">
      <Icon name="alert" />
      <p>{t.topUp[REFUSALS[failure.code] ?? "failed"]}</p>
    </div>
  );
}

/**
 * Opens the payment page. Until the dialog is closed, each amount and order keep their idempotency key, so that neither a double
 * click nor a retry after a lost response creates a second payment. A refusal is final, so the next attempt needs a new
 * key.
 */
function useCheckout() {
  const api = useApi();
  const [, changeAddress] = useQueryState();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  usePageRestore(() => setBusy(false));
  const keys = useMemo(() => new Map<string, string>(), []);

  async function pay(amount: Money, order: string) {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    const content = `${amount} ${order}`;
    const key = keys.get(content) ?? ulid();
    keys.set(content, key);
    try {
      const response = await api.call<Schemas["OpenedTopUp"]>("/v1/top_ups", {
        method: "POST",
        headers: { "Idempotency-Key": key },
        body: { amount, ...(order && { purchase_order: order }) },
      });
      window.location.assign(response.body.checkout_url);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      if (!reason.isRetryable) keys.delete(content);
      // The address keeps the amount, so that it is still chosen when the profile has been saved.
      if (reason.code === "billing-profile-required") return changeAddress({ dialog: "billing", amount });
      setFailure(reason);
      setBusy(false);
    }
  }
  return { isBusy, failure, pay, reset: () => setFailure(null) };
}
