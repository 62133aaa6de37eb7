import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { useBillingProfile, type BillingProfile } from "../api/payments";
import { COUNTRIES } from "../countries";
import { LANGUAGES, useI18n } from "../i18n/i18n";
import { useMember } from "../member";
import { useQueryState } from "../query-state";
import { Dialog } from "../components/dialog";
import { Field, Select } from "../components/fields";
import { Icon } from "../components/icons";
import { useAnnouncer } from "../components/announcer";
import { loadingOrError } from "../components/state";
import { useApi } from "../services";
import { useDraft } from "../session/use-draft";
import {
  toRequestBody,
  validate,
  toDraft,
  fieldErrors,
  ITALIAN_FIELDS_INDEX,
  TEXT_FIELDS,
  type BillingDraft,
  type TextField,
  type BillingErrors,
} from "./billing-draft";
import { useFormFocus } from "./form-focus";

const AUTOCOMPLETE: Partial<Record<TextField, string>> = {
  name: "organization",
  line1: "address-line1",
  line2: "address-line2",
  postalCode: "postal-code",
  city: "address-level2",
  region: "address-level1",
  email: "email",
};

export function BillingDialog({ close }: { close: () => void }) {
  const { t } = useI18n();
  const profile = useBillingProfile();
  return (
    <Dialog title={t.billing.title} close={close}>
      {profile.data ? (
        <Form profile={profile.data} close={close} />
      ) : (
        loadingOrError(profile, t.billing.title, <span class="skeleton form" />)
      )}
    </Dialog>
  );
}

function Form({ profile, close }: { profile: BillingProfile; close: () => void }) {
  const { t, f, language } = useI18n();
  const b = t.billing;
  const { organisationId } = useMember();
  const [saved, setDraft] = useDraft<BillingDraft>(`billing:${organisationId}`);
  const draft = { ...toDraft(profile, language), ...saved };
  const [submitted, setSubmitted] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useFormFocus(attempts);
  const [parameters, changeAddress] = useQueryState();
  const isFirst = parameters.has("amount");
  const saving = useSaveProfile(() => (isFirst ? changeAddress({ dialog: "top-up" }, true) : close()));
  const errors: BillingErrors = { ...saving.errors, ...(submitted ? validate(draft, t) : {}) };
  const change = (changes: Partial<BillingDraft>) => {
    saving.reset();
    setDraft({ ...draft, ...changes });
  };
  const names = new Intl.DisplayNames(f.locale, { type: "region" });
  const countries = COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code }));
  countries.sort((a, b) => a.name.localeCompare(b.name, f.locale));

  async function submit(event: Event) {
    event.preventDefault();
    setSubmitted(true);
    if (Object.keys(validate(draft, t)).length === 0) await saving.save(draft);
    setAttempts((before) => before + 1);
  }

  return (
    <form class="billing" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      {isFirst && <p>{b.firstNeeded}</p>}
      {TEXT_FIELDS.slice(0, 6).map((name) => text(name))}
      <Select
        name="country"
        label={b.country}
        value={draft.country}
        error={errors.country}
        autoComplete="country"
        change={(country) => change({ country })}
        required
      >
        <option value="">{b.choose}</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      {text("vatId")}
      {profile.vat_id_status && <p class="small">{b.vatStates[profile.vat_id_status]}</p>}
      {text("email")}
      {TEXT_FIELDS.slice(8, draft.country === "IT" ? undefined : ITALIAN_FIELDS_INDEX).map((name) =>
        text(name),
      )}
      <Select
        name="language"
        label={b.language}
        value={draft.language}
        change={(chosen) => change({ language: chosen })}
      >
        {Object.entries(LANGUAGES).map(([code, { name }]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      {saving.failed && (
        <div class="notice" data-tone="bad" role="alert">
          <Icon name="alert" />
          <p>{b.failed}</p>
        </div>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {t.cancel}
        </button>
        <button type="submit" class="button primary" aria-busy={saving.isBusy}>
          {saving.isBusy ? t.limits.saving : isFirst ? b.saveAndGoOn : t.limits.save}
        </button>
      </div>
    </form>
  );

  function text(name: TextField) {
    const notes: Partial<Record<TextField, { note: string }>> = {
      vatId: { note: b.vatIdNote },
      electronicAddress: { note: b.electronicAddressNote },
      codiceFiscale: { note: b.codiceFiscaleNote },
      sdiCode: { note: b.sdiCodeNote },
    };
    return (
      <Field
        key={name}
        name={name}
        label={b[name]}
        {...notes[name]}
        inputMode={name === "email" ? "email" : "text"}
        autoComplete={AUTOCOMPLETE[name] ?? "off"}
        value={draft[name]}
        error={errors[name]}
        change={(value) => change({ [name]: value })}
      />
    );
  }
}

function useSaveProfile(done: () => void) {
  const { t } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { say } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [errors, setErrors] = useState<BillingErrors>({});
  function reset() {
    setFailed(false);
    setErrors({});
  }

  async function save(draft: BillingDraft) {
    if (isBusy) return;
    setBusy(true);
    reset();
    try {
      const response = await api.call<BillingProfile>("/v1/billing_profile", {
        method: "PUT",
        body: toRequestBody(draft),
      });
      client.setQueryData(["billing"], response.body);
      done();
      say(t.billing.saved);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      const found = fieldErrors(reason, t);
      setErrors(found);
      setFailed(Object.keys(found).length === 0 && reason.status !== 401);
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, failed, errors, save, reset };
}
