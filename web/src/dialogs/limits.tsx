import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Refused, type Answer } from "../api/client";
import { useOverview, type Limits, type Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import type { Messages } from "../i18n/i18n";
import { isAtLeast, isLess, parseAmount, type Money } from "../money";
import { Field } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icons";
import { useLive } from "../parts/live";
import { Failed, Loading } from "../parts/state";
import { useApi } from "../services";
import { useDraft } from "../session/drafts";

/** What is in the form: texts as they were typed. */
interface Draft {
  alert: string;
  limit: string;
  recipients: string;
  noAlert: boolean;
  noLimit: boolean;
  confirmed: boolean;
  /** The version that the form began with. */
  tag: string;
}

export function LimitsDialog({ close }: { close: () => void }) {
  const { t } = useI18n();
  const api = useApi();
  const overview = useOverview("current");
  const limits = useQuery({
    queryKey: ["limits"],
    queryFn: ({ signal }) => api.call<Limits>("/v1/limits", { signal }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <Dialog title={t.limits.title} close={close}>
      {limits.data && overview.data ? (
        <Form inForce={limits.data} overview={overview.data} reload={() => limits.refetch()} close={close} />
      ) : limits.isError ? (
        <Failed error={limits.error} retry={() => void limits.refetch()} />
      ) : (
        <Loading what={t.limits.title}>
          <span class="skeleton form" />
        </Loading>
      )}
    </Dialog>
  );
}

type Wrong = Partial<Record<"alert" | "recipients" | "limit" | "confirmed", string>>;

function Form(props: {
  inForce: Answer<Limits>;
  overview: Overview;
  reload: () => Promise<{ data: Answer<Limits> | undefined }>;
  close: () => void;
}) {
  const { t, f } = useI18n();
  const l = t.limits;
  const { inForce, overview } = props;
  const [kept, keep] = useDraft<Draft>("limits");
  const draft = kept ?? draftOf(inForce);
  const [submitted, setSubmitted] = useState(false);
  const saving = useSaving(props.close);
  const change = (changes: Partial<Draft>) => keep({ ...draft, confirmed: false, ...changes });
  const wrong = submitted ? check(draft, overview.used, t) : {};
  const limit = amountOf(draft.limit, draft.noLimit);
  const stops = limit !== undefined && limit !== null && isAtLeast(overview.used, limit);

  async function loadNew() {
    const { data } = await props.reload();
    if (data) keep(undefined);
    saving.reset();
    setSubmitted(false);
  }

  function submit(event: Event) {
    event.preventDefault();
    setSubmitted(true);
    const found = check(draft, overview.used, t);
    const first = (["alert", "recipients", "limit", "confirmed"] as const).find(
      (name) => found[name] !== undefined,
    );
    const form = event.currentTarget as HTMLFormElement;
    if (first) return form.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    const body = {
      alert_threshold: amountOf(draft.alert, draft.noAlert) ?? null,
      allowed_limit: amountOf(draft.limit, draft.noLimit) ?? null,
      alert_recipients: addresses(draft.recipients),
    };
    void saving.save(body, draft.tag);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Field
        name="alert"
        label={l.alert}
        note={l.alertNote}
        isFirst
        value={draft.noAlert ? "" : draft.alert}
        disabled={draft.noAlert}
        error={wrong.alert}
        change={(alert) => change({ alert })}
      />
      <Check
        label={l.noAlert}
        name="no-alert"
        checked={draft.noAlert}
        change={(noAlert) => change({ noAlert })}
      />
      <Field
        name="recipients"
        label={l.recipients}
        note={l.recipientsNote}
        inputMode="email"
        value={draft.recipients}
        error={wrong.recipients}
        change={(recipients) => change({ recipients })}
      />
      <Field
        name="limit"
        label={l.limit}
        note={l.limitNote}
        value={draft.noLimit ? "" : draft.limit}
        disabled={draft.noLimit}
        error={wrong.limit}
        change={(text) => change({ limit: text })}
      />
      <Check
        label={l.noLimit}
        name="no-limit"
        checked={draft.noLimit}
        change={(noLimit) => change({ noLimit })}
      />
      <p class="used-so-far">{l.used(f.money(overview.used))}</p>
      {stops && (
        <div class="notice" data-tone="warn">
          <Icon name="alert" />
          <div>
            <p>{l.below}</p>
            <Check
              label={l.confirm}
              name="confirmed"
              checked={draft.confirmed}
              error={wrong.confirmed}
              change={(confirmed) => change({ confirmed })}
            />
          </div>
        </div>
      )}
      {saving.refused && <NotSaved refused={saving.refused} zone={overview.time_zone} load={loadNew} />}
      <LastChanged limits={inForce.body} zone={overview.time_zone} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={props.close}>
          {t.cancel}
        </button>
        <button type="submit" class="button primary" aria-busy={saving.isBusy}>
          {saving.isBusy ? l.saving : l.save}
        </button>
      </div>
    </form>
  );
}

function Check(props: {
  label: string;
  name: string;
  checked: boolean;
  error?: string | undefined;
  change: (checked: boolean) => void;
}) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          name={props.name}
          checked={props.checked}
          aria-invalid={props.error !== undefined}
          onChange={(event) => props.change(event.currentTarget.checked)}
        />
        {props.label}
      </label>
      {props.error !== undefined && (
        <p class="error" role="alert">
          <Icon name="alert" />
          {props.error}
        </p>
      )}
    </>
  );
}

function LastChanged({ limits, zone }: { limits: Limits; zone: string }) {
  const { t, f } = useI18n();
  if (!limits.last_changed) return null;
  return (
    <p class="small">{t.limits.changed(f.longDate(limits.last_changed.at, zone), limits.last_changed.by)}</p>
  );
}

function NotSaved({ refused, zone, load }: { refused: Refused; zone: string; load: () => Promise<void> }) {
  const { t, f } = useI18n();
  const isConflict = refused.status === 412;
  if (refused.status === 401) return null;
  const at = f.clock(new Date().toISOString(), zone);
  return (
    <div class="notice" data-tone="bad" role="alert">
      <Icon name="alert" />
      <p>{isConflict ? t.limits.conflict(at) : refused.mayPass ? t.limits.undecided : t.limits.failed}</p>
      {isConflict && (
        <button type="button" class="button" onClick={() => void load()}>
          {t.limits.load}
        </button>
      )}
    </div>
  );
}

function useSaving(close: () => void) {
  const { t, f } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { say } = useLive();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  async function save(body: Record<string, unknown>, tag: string) {
    if (isBusy) return;
    setBusy(true);
    setRefused(null);
    try {
      await api.call("/v1/limits", { method: "PUT", headers: { "If-Match": tag }, body });
      close();
      await client.invalidateQueries({ queryKey: ["overview"] });
      const now = client.getQueryData<Overview>(["overview", "current"]);
      say(now?.remaining == null ? t.limits.savedWithout : t.limits.saved(f.money(now.remaining)));
    } catch (reason) {
      if (!(reason instanceof Refused)) throw reason;
      setRefused(reason);
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, refused, save, reset: () => setRefused(null) };
}

function draftOf({ body, headers }: Answer<Limits>): Draft {
  return {
    alert: body.alert_threshold ?? "",
    limit: body.allowed_limit ?? "",
    recipients: body.alert_recipients.join(", "),
    noAlert: body.alert_threshold === null,
    noLimit: body.allowed_limit === null,
    confirmed: false,
    tag: headers.get("etag") ?? "*",
  };
}

/** Null is none, undefined is not an amount. */
function amountOf(typed: string, isNone: boolean): Money | null | undefined {
  if (isNone) return null;
  const parsed = parseAmount(typed);
  return "amount" in parsed ? parsed.amount : undefined;
}

export function addresses(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter((address) => address !== "");
}

/** Everything that is wrong, in words. */
export function check(draft: Draft, used: Money, t: Messages): Wrong {
  const wrong: Wrong = {};
  const read = (typed: string) => parseAmount(typed);
  const alert = draft.noAlert ? null : read(draft.alert);
  const limit = draft.noLimit ? null : read(draft.limit);
  if (alert && "problem" in alert) wrong.alert = t.amount[alert.problem];
  const bad = addresses(draft.recipients).find(
    (address) => !/^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(address),
  );
  if (bad) wrong.recipients = t.limits.badRecipients(bad);
  if (limit && "problem" in limit) wrong.limit = t.amount[limit.problem];
  if (alert && limit && "amount" in alert && "amount" in limit && isLess(limit.amount, alert.amount))
    wrong.alert = t.limits.order;
  if (limit && "amount" in limit && isAtLeast(used, limit.amount) && !draft.confirmed)
    wrong.confirmed = t.limits.confirmFirst;
  return wrong;
}
