import { useI18n } from "../i18n/i18n";
import { Checkbox, Field } from "../components/fields";
import { MAX_EARLY, type LimitsDraft, type LimitsErrors } from "./limits-draft";

/** When alerts are sent: at the alert threshold, at values below it, and when the forecast exceeds the limit. */
export function AlertFields(props: {
  draft: LimitsDraft;
  errors: LimitsErrors;
  change: (changes: Partial<LimitsDraft>) => void;
}) {
  const { t } = useI18n();
  const l = t.limits;
  const { draft, errors, change } = props;
  return (
    <>
      <Field
        name="alert"
        label={l.alert}
        note={l.alertNote}
        value={draft.noAlert ? "" : draft.alert}
        disabled={draft.noAlert}
        error={errors.alert}
        inputMode="text"
        change={(alert) => change({ alert })}
      />
      <Checkbox
        label={l.noAlert}
        name="no-alert"
        checked={draft.noAlert}
        change={(noAlert) => change({ noAlert })}
      />
      {draft.early.map((early, at) => (
        <Field
          key={at}
          name={`early-${at}`}
          label={at === 0 ? l.early : `${l.early} ${at + 1}`}
          {...(at === 0 && { note: l.earlyNote })}
          value={draft.noAlert ? "" : early}
          disabled={draft.noAlert}
          error={errors[`early${at}`]}
          inputMode="text"
          change={(text) => change({ early: draft.early.map((each, index) => (index === at ? text : each)) })}
        />
      ))}
      {draft.early.length < MAX_EARLY && !draft.noAlert && (
        <button type="button" class="button quiet" onClick={() => change({ early: [...draft.early, ""] })}>
          {l.another}
        </button>
      )}
      <Checkbox
        label={l.forecast}
        name="forecast"
        checked={draft.forecast}
        change={(forecast) => change({ forecast })}
      />
    </>
  );
}
