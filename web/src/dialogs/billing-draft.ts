import type { ApiError } from "../api/client";
import type { BillingProfile } from "../api/payments";
import { isEmail } from "../email";
import type { Messages } from "../i18n/i18n";

export const TEXT_FIELDS = [
  "name",
  "line1",
  "line2",
  "postalCode",
  "city",
  "region",
  "vatId",
  "email",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What is in the form: texts as they were typed. */
export type BillingDraft = Record<TextField | "country" | "language", string>;

/** How many characters the API takes; of all others {@link DEFAULT_MAX_LENGTH}. */
const MAX_LENGTHS: Partial<Record<TextField, number>> = { name: 150, postalCode: 20 };
const DEFAULT_MAX_LENGTH = 100;

export type BillingErrors = Partial<Record<TextField | "country", string>>;

/** Where the API says that something is wrong, and which field that is. */
const POINTERS: Record<string, TextField | "country"> = {
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

/** What the API finds wrong, at the field that it is about; what is checked here before has its reason there. */
export function fieldErrors(refused: ApiError, t: Messages): BillingErrors {
  const fields = refused.pointers.flatMap((pointer) => POINTERS[pointer] ?? []);
  const reasons: BillingErrors = { vatId: t.billing.badVatId, email: t.field.email };
  return Object.fromEntries(fields.map((field) => [field, reasons[field] ?? t.field.refused]));
}

/** The profile as it is known; of the rest, nothing, and the language that one reads. */
export function toDraft(profile: BillingProfile, language: string): BillingDraft {
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

export function toRequestBody(draft: BillingDraft) {
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

/** Everything that is wrong, in words. What countries and VAT numbers ask for, the API says. */
export function validate(draft: BillingDraft, t: Messages): BillingErrors {
  const wrong: BillingErrors = {};
  for (const name of ["name", "line1", "line2", "postalCode", "city", "region"] as const) {
    const most = MAX_LENGTHS[name] ?? DEFAULT_MAX_LENGTH;
    if (draft[name].trim().length > most) wrong[name] = t.field.tooLong(`${most}`);
  }
  for (const name of ["name", "line1", "postalCode", "city", "country", "email"] as const)
    if (draft[name].trim() === "") wrong[name] = t.field.missing;
  if (!wrong.email && !isEmail(draft.email.trim())) wrong.email = t.field.email;
  return wrong;
}
