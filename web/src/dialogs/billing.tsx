import { useQueryClient } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Refused } from "../api/client";
import { useBillingProfile, type BillingProfile } from "../api/payments";
import { COUNTRIES } from "../countries";
import { isEmail } from "../email";
import { LANGUAGES, useI18n, type Messages } from "../i18n/i18n";
import { useMember } from "../member";
import { Field, Mistake } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icons";
import { useLive } from "../parts/live";
import { waiting } from "../parts/state";
import { useApi } from "../services";
import { useDraft } from "../session/drafts";
import { useFormFocus } from "./form-focus";

const TEXTS = ["name", "line1", "line2", "postalCode", "city", "region", "vatId", "email"] as const;
type Text = (typeof TEXTS)[number];
type Draft = Record<Text | "country" | "language", string>;

const COMPLETE: Partial<Record<Text, string>> = {
  name: "organization",
  line1: "address-line1",
  line2: "address-line2",
  postalCode: "postal-code",
  city: "address-level2",
  region: "address-level1",
  email: "email",
};

/** How many characters the API takes; of all others {@link LINE}. */
const LONGEST: Partial<Record<Text, number>> = { name: 150, postalCode: 20 };
const LINE = 100;

/** Where the API says that something is wrong, and which field that is. */
const POINTERS: Record<string, Text | "country"> = {
  "/legal_name": "name",
  "/address/line1": "line1",
  "/address/line2": "line2",
  "/address/postal_code": "postalCode",
  "/address/city": "city",
  "/address/region": "region",
  "/address/country": "country",
  "/vat_id": "vatId",
  "/email": "email",
};

export function BillingDialog({ close }: { close: () => void }) {
  const { t } = useI18n();
  const profile = useBillingProfile();
  return (
    <Dialog title={t.billing.title} close={close}>
      {profile.data ? (
        <Form profile={profile.data} close={close} />
      ) : (
        waiting(profile, t.billing.title, <span class="skeleton form" />)
      )}
    </Dialog>
  );
}

type Wrong = Partial<Record<Text | "country", string>>;

function Form({ profile, close }: { profile: BillingProfile; close: () => void }) {
  const { t, f, language } = useI18n();
  const b = t.billing;
  const { organisationId } = useMember();
  const [kept, keep] = useDraft<Draft>(`billing:${organisationId}`);
  const draft = kept ?? draftOf(profile, language);
  const [submitted, setSubmitted] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const form = useFormFocus(attempts);
  const saving = useSaving(close);
  const wrong: Wrong = { ...saving.wrong, ...(submitted ? check(draft, t) : {}) };
  const change = (changes: Partial<Draft>) => {
    saving.reset();
    keep({ ...draft, ...changes });
  };
  const names = new Intl.DisplayNames(f.locale, { type: "region" });
  const countries = COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code }));
  countries.sort((a, b) => a.name.localeCompare(b.name, f.locale));

  async function submit(event: Event) {
    event.preventDefault();
    setSubmitted(true);
    if (Object.keys(check(draft, t)).length === 0) await saving.save(draft);
    setAttempts((before) => before + 1);
  }

  return (
    <form class="billing" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      {TEXTS.slice(0, 6).map((name) => text(name))}
      <Select
        name="country"
        label={b.country}
        value={draft.country}
        error={wrong.country}
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
          {saving.isBusy ? t.limits.saving : t.limits.save}
        </button>
      </div>
    </form>
  );

  function text(name: Text) {
    return (
      <Field
        key={name}
        name={name}
        label={b[name]}
        {...(name === "vatId" ? { note: b.vatIdNote } : {})}
        inputMode={name === "email" ? "email" : "text"}
        autoComplete={COMPLETE[name] ?? "off"}
        value={draft[name]}
        error={wrong[name]}
        change={(value) => change({ [name]: value })}
      />
    );
  }
}

function Select(props: {
  name: string;
  label: string;
  value: string;
  error?: string | undefined;
  autoComplete?: string;
  required?: boolean;
  change: (value: string) => void;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="field" data-invalid={props.error !== undefined}>
      <label for={id}>{props.label}</label>
      <select
        id={id}
        name={props.name}
        value={props.value}
        required={props.required}
        autoComplete={props.autoComplete}
        aria-invalid={props.error !== undefined}
        aria-describedby={`${id}-error`}
        onChange={(event) => props.change(event.currentTarget.value)}
      >
        {props.children}
      </select>
      <Mistake id={`${id}-error`} text={props.error} />
    </div>
  );
}

function useSaving(close: () => void) {
  const { t } = useI18n();
  const api = useApi();
  const client = useQueryClient();
  const { say } = useLive();
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  function reset() {
    setFailed(false);
    setWrong({});
  }

  async function save(draft: Draft) {
    if (isBusy) return;
    setBusy(true);
    reset();
    try {
      const answer = await api.call<BillingProfile>("/v1/billing_profile", {
        method: "PUT",
        body: bodyOf(draft),
      });
      client.setQueryData(["billing"], answer.body);
      close();
      say(t.billing.saved);
    } catch (reason) {
      if (!(reason instanceof Refused)) throw reason;
      const found = refusedFields(reason, t);
      setWrong(found);
      setFailed(Object.keys(found).length === 0 && reason.status !== 401);
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, failed, wrong, save, reset };
}

/** What the API finds wrong, at the field that it is about; what is checked here before has its reason there. */
export function refusedFields(refused: Refused, t: Messages): Wrong {
  const fields = refused.pointers.flatMap((pointer) => POINTERS[pointer] ?? []);
  const reasons: Wrong = { vatId: t.billing.badVatId, email: t.field.email };
  return Object.fromEntries(fields.map((field) => [field, reasons[field] ?? t.field.refused]));
}

function draftOf(profile: BillingProfile, language: string): Draft {
  const { address } = profile;
  return {
    name: profile.legal_name ?? "",
    line1: address?.line1 ?? "",
    line2: address?.line2 ?? "",
    postalCode: address?.postal_code ?? "",
    city: address?.city ?? "",
    region: address?.region ?? "",
    country: address?.country ?? "",
    vatId: profile.vat_id ?? "",
    email: profile.email ?? "",
    language: profile.language ?? language,
  };
}

const orNone = (typed: string): string | null => typed.trim() || null;

function bodyOf(draft: Draft) {
  return {
    legal_name: draft.name.trim(),
    address: {
      line1: draft.line1.trim(),
      line2: orNone(draft.line2),
      postal_code: draft.postalCode.trim(),
      city: draft.city.trim(),
      region: orNone(draft.region),
      country: draft.country,
    },
    vat_id: orNone(draft.vatId.replace(/\s/g, "").toUpperCase()),
    language: draft.language,
    email: draft.email.trim(),
  };
}

export function check(draft: Draft, t: Messages): Wrong {
  const wrong: Wrong = {};
  for (const name of ["name", "line1", "line2", "postalCode", "city", "region"] as const) {
    const most = LONGEST[name] ?? LINE;
    if (draft[name].trim().length > most) wrong[name] = t.field.tooLong(`${most}`);
  }
  for (const name of ["name", "line1", "postalCode", "city", "country", "email"] as const)
    if (draft[name].trim() === "") wrong[name] = t.field.missing;
  if (!wrong.email && !isEmail(draft.email.trim())) wrong.email = t.field.email;
  return wrong;
}
