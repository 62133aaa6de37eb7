import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import type { ApiResponse } from "../api/client";
import { useOverview, type Limits, type Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { isAtLeast, isLess } from "../money";
import { Dialog } from "../components/dialog";
import { Checkbox, Field } from "../components/fields";
import { Icon } from "../components/icons";
import { useAnnouncer } from "../components/announcer";
import { loadingOrError } from "../components/state";
import { Link } from "../router";
import { useMember } from "../member";
import { useApi } from "../services";
import { useDraft } from "../session/use-draft";
import { AlertFields } from "./alert-fields";
import { useFormFocus } from "./form-focus";
import {
  alertValues,
  parseAlert,
  splitAddresses,
  suggestedAlert,
  optionalAmount,
  validate,
  toDraft,
  type LimitsDraft,
  type LimitsErrors,
} from "./limits-draft";
import { SaveError, useSaveLimits } from "./save-limits";

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
        <Form current={limits.data} overview={overview.data} reload={() => limits.refetch()} close={close} />
      ) : (
        loadingOrError(limits.data ? overview : limits, t.limits.title, <span class="skeleton form" />)
      )}
    </Dialog>
  );
}

function Form(props: {
  current: ApiResponse<Limits>;
  overview: Overview;
  reload: () => Promise<{ isError: boolean }>;
  close: () => void;
}) {
  const { t, f } = useI18n();
  const l = t.limits;
  const { current, overview } = props;
  const { email, organisationId } = useMember();
  const [saved, setDraft] = useDraft<LimitsDraft>(`limits:${organisationId}`);
  const draft = saved && Array.isArray(saved.early) ? saved : toDraft(current, email, f);
  const [submitted, setSubmitted] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useFormFocus(attempts);
  const { say, warn } = useAnnouncer();
  const saving = useSaveLimits(props.close);
  const change = (changes: Partial<LimitsDraft>) => {
    saving.clearErrors();
    setDraft({ ...draft, confirmed: false, ...changes });
  };
  const errors: LimitsErrors = {
    ...saving.errors,
    ...(submitted ? validate(draft, overview.used, t, f.group()) : {}),
  };
  const limit = optionalAmount(draft.limit, draft.noLimit, f.group());
  const suggested = suggestedAlert(limit);
  const alert = draft.noAlert ? null : parseAlert(draft.alert, limit, f.group());
  const isInTime =
    limit != null && alert && "amount" in alert && alert.amount !== null && isLess(alert.amount, limit);
  const stopsFeatures = limit !== undefined && limit !== null && isAtLeast(overview.used, limit);

  async function loadCurrent() {
    const { isError } = await props.reload();
    if (isError) return warn(t.failed);
    setDraft(undefined);
    saving.reset();
    setSubmitted(false);
    setAttempts(0);
    say(l.loaded);
  }

  async function submit(event: Event) {
    event.preventDefault();
    setSubmitted(true);
    if (Object.keys(validate(draft, overview.used, t, f.group())).length === 0) await save();
    setAttempts((before) => before + 1);
  }

  function save() {
    const recipients = splitAddresses(draft.recipients);
    const body = {
      alert_values: alertValues(draft, f.group()),
      forecast_alert: draft.forecast,
      allowed_limit: optionalAmount(draft.limit, draft.noLimit, f.group()) ?? null,
      // Null means the person who saves.
      alert_recipients: recipients.length > 0 ? recipients : null,
    };
    return saving.save(body, draft.etag);
  }

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <AlertFields draft={draft} errors={errors} change={change} />
      <Field
        name="recipients"
        label={l.recipients}
        note={l.recipientsNote}
        inputMode="email"
        value={draft.recipients}
        error={errors.recipients}
        change={(recipients) => change({ recipients })}
      />
      <Unconfirmed addresses={current.body.unconfirmed_recipients ?? []} />
      <Field
        name="limit"
        label={l.limit}
        note={l.limitNote}
        value={draft.noLimit ? "" : draft.limit}
        disabled={draft.noLimit}
        error={errors.limit}
        change={(text) => change({ limit: text })}
      />
      <Checkbox
        label={l.noLimit}
        name="no-limit"
        checked={draft.noLimit}
        change={(noLimit) => change({ noLimit })}
      />
      {suggested !== null && !isInTime && (
        <button
          type="button"
          class="button quiet"
          onClick={() => change({ alert: f.typed(suggested), noAlert: false })}
        >
          {l.suggest(f.money(suggested))}
        </button>
      )}
      <p class="used-so-far">{l.used(f.money(overview.used))}</p>
      {stopsFeatures && (
        <div class="notice" data-tone="warn">
          <Icon name="alert" />
          <div>
            <p>{l.belowUsed}</p>
            <Checkbox
              label={l.confirm}
              name="confirmed"
              checked={draft.confirmed}
              error={errors.confirmed}
              change={(confirmed) => change({ confirmed })}
            />
          </div>
        </div>
      )}
      <SaveError
        saving={saving}
        mine={{
          alert_values: alertValues(draft, f.group()),
          allowed_limit: limit ?? null,
        }}
        zone={overview.time_zone}
        load={loadCurrent}
      />
      <LastChanged limits={current.body} zone={overview.time_zone} />
      <p class="small">
        <Link href="/alerts">{t.alertHistory}</Link>
      </p>
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

function LastChanged({ limits, zone }: { limits: Limits; zone: string }) {
  const { t, f } = useI18n();
  if (!limits.last_changed) return null;
  return (
    <p class="small">{t.limits.changed(f.longDate(limits.last_changed.at, zone), limits.last_changed.by)}</p>
  );
}

/** Recipients who get no alerts yet, because they have not followed the link in their e-mail. */
function Unconfirmed({ addresses }: { addresses: string[] }) {
  const { t } = useI18n();
  const api = useApi();
  const { say, warn } = useAnnouncer();
  if (addresses.length === 0) return null;
  const resend = () =>
    api
      .call<Limits>("/v1/alert_recipients/confirmation_emails", { method: "POST" })
      .then(() => say(t.limits.resent))
      .catch(() => warn(t.failed));
  return (
    <p class="small">
      {t.limits.waiting(addresses.join(", "))}{" "}
      <button type="button" class="button quiet" onClick={() => void resend()}>
        {t.limits.resend}
      </button>
    </p>
  );
}
