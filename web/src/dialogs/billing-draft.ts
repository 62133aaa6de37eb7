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
  "buyerReference",
  "purchaseOrder",
  "electronicAddress",
  "codiceFiscale",
  "sdiCode",
  "pec",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
/** The first of the fields that only buyers in Italy have. */
export const ITALIAN_FIELDS_INDEX = TEXT_FIELDS.indexOf("codiceFiscale");

/** The content of the form as it was typed. */
export type BillingDraft = Record<TextField | "country" | "language", string>;

/** The maximum lengths that differ from {@link DEFAULT_MAX_LENGTH}. */
const MAX_LENGTHS: Partial<Record<TextField, number>> = {
  name: 150,
  postalCode: 20,
  buyerReference: 50,
  purchaseOrder: 50,
};
const DEFAULT_MAX_LENGTH = 100;

export type BillingErrors = Partial<Record<TextField | "country", string>>;

/** The fields by the JSON pointers that the API uses for them. */
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
  "/buyer_reference": "buyerReference",
  "/purchase_order": "purchaseOrder",
  "/electronic_address": "electronicAddress",
  "/codice_fiscale": "codiceFiscale",
  "/sdi_code": "sdiCode",
  "/pec": "pec",
};

/** The errors of a response by field. The API does not give reasons, so the most likely one is shown. */
export function fieldErrors(error: ApiError, t: Messages): BillingErrors {
  const fields = error.pointers.flatMap((pointer) => POINTERS[pointer] ?? []);
  const reasons: BillingErrors = {
    vatId: t.billing.badVatId,
    email: t.field.email,
    electronicAddress: t.billing.badElectronicAddress,
    codiceFiscale: t.billing.badCodiceFiscale,
    sdiCode: t.billing.sdiCodeNote,
    pec: t.field.email,
  };
  return Object.fromEntries(fields.map((field) => [field, reasons[field] ?? t.field.refused]));
}

/** The saved profile, with empty strings for what is missing and the page's language as the default. */
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
    buyerReference: profile.buyer_reference ?? "",
    purchaseOrder: profile.purchase_order ?? "",
    electronicAddress: profile.electronic_address ?? "",
    codiceFiscale: profile.codice_fiscale ?? "",
    sdiCode: profile.sdi_code ?? "",
    pec: profile.pec ?? "",
    language: profile.language ?? language,
  };
}

const orNone = (typed: string): string | null => typed.trim() || null;

export function toRequestBody(draft: BillingDraft) {
  const inItaly = (typed: string) => (draft.country === "IT" ? orNone(typed) : null);
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
    buyer_reference: orNone(draft.buyerReference),
    purchase_order: orNone(draft.purchaseOrder),
    electronic_address: orNone(draft.electronicAddress),
    codice_fiscale: inItaly(draft.codiceFiscale),
    sdi_code: inItaly(draft.sdiCode),
    pec: inItaly(draft.pec),
  };
}

/** Returns an error message for each invalid field. Rules for countries and VAT numbers are left to the API. */
export function validate(draft: BillingDraft, t: Messages): BillingErrors {
  const errors: BillingErrors = {};
  for (const name of TEXT_FIELDS) {
    if (name === "vatId" || name === "email") continue;
    const maxLength = MAX_LENGTHS[name] ?? DEFAULT_MAX_LENGTH;
    if (draft[name].trim().length > maxLength) errors[name] = t.field.tooLong(`${maxLength}`);
  }
  for (const name of ["name", "line1", "postalCode", "city", "country", "email"] as const)
    if (draft[name].trim() === "") errors[name] = t.field.missing;
  if (!errors.email && !isEmail(draft.email.trim())) errors.email = t.field.email;
  return errors;
}
