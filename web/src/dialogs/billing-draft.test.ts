import { describe, expect, test } from "vitest";
import { ApiError } from "../api/client";
import en from "../i18n/en";
import account from "../i18n/en.account";
import payments from "../i18n/en.payments";
import { fieldErrors, toRequestBody, validate } from "./billing-draft";

const t = { ...en, ...account, ...payments };

describe("the billing profile form", () => {
  const draft = {
    name: "Acme",
    line1: "Via Roma 1",
    line2: "",
    postalCode: "20121",
    city: "Milano",
    region: "",
    country: "IT",
    vatId: "",
    email: "accounts@acme.example",
    buyerReference: "",
    purchaseOrder: "",
    electronicAddress: "",
    codiceFiscale: "RSSMRA85T10A562S",
    sdiCode: "KRRH6B9",
    pec: "",
    language: "it",
  };
  const invalid = (...pointers: string[]) =>
    new ApiError(422, "invalid-billing-profile", undefined, {
      errors: pointers.map((pointer) => ({ pointer })),
    });

  test("has an error message for each invalid field", () => {
    expect(validate(draft, t)).toEqual({});
    expect(validate({ ...draft, country: "", city: " ", email: "jörg@acme.example" }, t)).toEqual({
      country: t.field.missing,
      city: t.field.missing,
      email: t.field.email,
    });
    expect(validate({ ...draft, postalCode: "0".repeat(21), region: "x".repeat(101) }, t)).toEqual({
      postalCode: t.field.tooLong("20"),
      region: t.field.tooLong("100"),
    });
    expect(validate({ ...draft, purchaseOrder: "x".repeat(51) }, t)).toEqual({
      purchaseOrder: t.field.tooLong("50"),
    });
  });

  test("sends what only buyers in Italy have for no other country", () => {
    expect(toRequestBody(draft)).toMatchObject({
      codice_fiscale: "RSSMRA85T10A562S",
      sdi_code: "KRRH6B9",
      pec: null,
    });
    expect(toRequestBody({ ...draft, country: "DE" })).toMatchObject({
      codice_fiscale: null,
      sdi_code: null,
    });
  });

  test("shows errors of the API at their fields, with the likely reason", () => {
    expect(fieldErrors(invalid("/vat_id", "/address/country", "/other"), t)).toEqual({
      vatId: t.billing.badVatId,
      country: t.field.refused,
    });
    expect(fieldErrors(invalid(), t)).toEqual({});
    expect(fieldErrors(new ApiError(503, "temporarily-unavailable", undefined), t)).toEqual({});
  });
});
