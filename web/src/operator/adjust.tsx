import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { useAnnouncer } from "../components/announcer";
import { Dialog } from "../components/dialog";
import { Field, Select } from "../components/fields";
import { Icon } from "../components/icons";
import { useI18n } from "../i18n/i18n";
import { isZero, minus, parseAmount, plus, type Money } from "../money";
import { useApi } from "../services";
import { useAccountPart } from "./queries";
import { forget, keepUndecided, newAttempt, undecidedAttempt, type Attempt } from "./adjustment-attempt";

const MAX_REASON_LENGTH = 200;

interface Draft {
  direction: "give" | "take";
  amount: string;
  reason: string;
}

/** Gives an organisation credits or takes some, in two steps: what is meant, then what it does to the balance. */
export function AdjustDialog({ organisation, close }: { organisation: string; close: () => void }) {
  const [draft, setDraft] = useState<Draft>({ direction: "give", amount: "", reason: "" });
  const [attempt, setAttempt] = useState(() => undecidedAttempt(organisation));
  return (
    <Dialog title={`Adjust ${organisation}`} close={close}>
      {attempt ? (
        <Confirmation attempt={attempt} back={() => setAttempt(null)} close={close} />
      ) : (
        <DraftForm
          draft={draft}
          change={setDraft}
          close={close}
          confirm={(amount, reason) => setAttempt(newAttempt({ organisation, amount, reason }))}
        />
      )}
    </Dialog>
  );
}

function DraftForm(props: {
  draft: Draft;
  change: (draft: Draft) => void;
  confirm: (amount: Money, reason: string) => void;
  close: () => void;
}) {
  const { draft, change } = props;
  const { t, f } = useI18n();
  const [isChecked, check] = useState(false);
  const parsed = parseAmount(draft.amount, f.group());
  const amount = "amount" in parsed && !isZero(parsed.amount) ? parsed.amount : undefined;
  const reason = draft.reason.trim();
  const isTooLong = reason.length > MAX_REASON_LENGTH;
  function submit(event: Event) {
    event.preventDefault();
    check(true);
    if (amount === undefined || reason === "" || isTooLong) return;
    props.confirm(draft.direction === "take" ? minus("0", amount) : plus("0", amount), reason);
  }
  return (
    <form onSubmit={submit} noValidate>
      <p class="small">
        For goodwill and mistakes of ours. Credits that somebody paid for are a payment, with its invoice and
        VAT.
      </p>
      <Select
        name="direction"
        label="What to do"
        value={draft.direction}
        change={(direction) => change({ ...draft, direction: direction === "take" ? "take" : "give" })}
      >
        <option value="give">Give credits</option>
        <option value="take">Take credits back</option>
      </Select>
      <Field
        name="amount"
        label="Amount in euro"
        value={draft.amount}
        error={isChecked && amount === undefined ? "Enter an amount above zero, such as 12.50." : undefined}
        change={(typed) => change({ ...draft, amount: typed })}
      />
      <Field
        name="reason"
        label="Reason"
        inputMode="text"
        note="The organisation’s members read it."
        value={draft.reason}
        error={
          isTooLong
            ? t.field.tooLong(`${MAX_REASON_LENGTH}`)
            : isChecked && reason === ""
              ? t.field.missing
              : undefined
        }
        change={(typed) => change({ ...draft, reason: typed })}
      />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={props.close}>
          {t.cancel}
        </button>
        <button type="submit" class="button primary">
          Review
        </button>
      </div>
    </form>
  );
}

/** Shows the balance before and after, and sends the adjustment. */
function Confirmation(props: { attempt: Attempt; back: () => void; close: () => void }) {
  const { attempt, close } = props;
  const { adjustment } = attempt;
  const { f } = useI18n();
  const { data } = useAccountPart("/v1/balance", adjustment.organisation);
  const { isBusy, failure, isUndecided, send } = useAdjust(attempt, close);
  const after = data && plus(data.balance, adjustment.amount);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <dl class="figures">
        <div>
          <dt>Balance now</dt>
          <dd>{data ? f.exact(data.balance) : "…"}</dd>
        </div>
        <div>
          <dt>Adjustment</dt>
          <dd>{f.exact(adjustment.amount)}</dd>
        </div>
        <div>
          <dt>Balance afterwards</dt>
          <dd>{after ? f.exact(after) : "…"}</dd>
        </div>
      </dl>
      <p class="breakable">{adjustment.reason}</p>
      {after?.startsWith("-") && (
        <div class="notice" data-tone="warn" role="status">
          <Icon name="alert" />
          <p>The balance becomes negative: nothing is debited until it no longer is.</p>
        </div>
      )}
      {failure && (
        <div class="notice" data-tone="bad" role="alert">
          <Icon name="alert" />
          <p>{failure}</p>
        </div>
      )}
      <div class="dialog-actions">
        {/* Once the outcome is unknown, only the same adjustment may be sent again. */}
        {!isUndecided && (
          <button type="button" class="button" onClick={props.back}>
            Back
          </button>
        )}
        <button type="submit" class="button primary" aria-busy={isBusy} aria-disabled={!data || undefined}>
          {isUndecided ? "Send again" : `Adjust ${adjustment.organisation}`}
        </button>
      </div>
    </form>
  );
}

/** Sends the adjustment under one key, however often it is repeated: it is booked once. */
function useAdjust(attempt: Attempt, close: () => void) {
  const { adjustment, key } = attempt;
  const { f } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { say } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const [isUndecided, setUndecided] = useState(attempt.isUndecided);
  const [failure, setFailure] = useState<string | null>(attempt.isUndecided ? UNDECIDED : null);

  async function send() {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      // Kept before it is sent: whatever ends the dialog or the page, it is this attempt that goes on.
      keepUndecided(attempt);
      const headers = { "Idempotency-Key": key };
      await api.call("/v1/adjustments", { method: "POST", headers, body: adjustment });
      forget(attempt);
      void client.invalidateQueries();
      close();
      say(`${adjustment.organisation} was adjusted by ${f.exact(adjustment.amount)}.`);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      const isRefused = reason.code === "daily-adjustments-reached" || !reason.isRetryable;
      // The key has one answer: a refusal now means that the earlier sendings were not booked either.
      if (isRefused) forget(attempt);
      setUndecided(!isRefused);
      setFailure(isRefused ? refusalOf(reason) : UNDECIDED);
      setBusy(false);
    }
  }
  return { isBusy, failure, isUndecided, send };
}

const UNDECIDED = "The outcome is unknown. Send it again: however often it is sent, it is booked once.";

function refusalOf({ problem, code }: ApiError): string {
  const { detail } = problem;
  return typeof detail === "string" ? detail : `Refused: ${code}. Nothing was changed.`;
}
