import { describe, expect, test } from "vitest";
import { ApiError } from "./api/client";
import { validate, fieldErrors } from "./dialogs/billing-draft";
import { amountToPay } from "./dialogs/top-up";
import en from "./i18n/en";
import account from "./i18n/en.account";
import { messageFor, type PaymentContext } from "./components/payment-result";
import { ulid } from "./ulid";

const t = { ...en, ...account };

describe("an amount to buy", () => {
  const bounds = { minimum: "1.00", maximum: "10000.00" };
  const typed = (text: string) => amountToPay({ preset: null, typed: text }, bounds, t, (amount) => amount);

  test("is a preset as it stands", () => {
    expect(amountToPay({ preset: "50.00", typed: "7" }, bounds, t, String)).toEqual({ amount: "50.00" });
  });

  test.each([
    ["75,50", "75.50"],
    ["1", "1.00"],
    ["10.000,00", "10000.00"],
  ])("may be typed: %s", (text, amount) => {
    expect(typed(text)).toEqual({ amount });
  });

  test.each([
    ["0,99", t.topUp.range("1.00", "10000.00")],
    ["10000.01", t.topUp.range("1.00", "10000.00")],
    ["", t.amount.empty],
    ["1.005", t.amount.decimals],
  ])("is refused with a reason: %j", (text, error) => {
    expect(typed(text)).toEqual({ error });
  });
});

describe("a key", () => {
  test("is a ULID whose first half is its time", () => {
    expect(ulid(Date.parse("2026-11-22T12:00:00Z"), new Uint8Array(16))).toBe("01M81J18G00000000000000000");
    expect(ulid(0, new Uint8Array(16).fill(255))).toBe("0000000000ZZZZZZZZZZZZZZZZ");
  });

  test("is another one each time", () => {
    expect(new Set(Array.from({ length: 1_000 }, () => ulid())).size).toBe(1_000);
  });
});

describe("of a billing profile", () => {
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
    language: "it",
  };
  const refused = (...pointers: string[]) =>
    new ApiError(422, "invalid-billing-profile", undefined, {
      errors: pointers.map((pointer) => ({ pointer })),
    });

  test("nothing is wrong, or each field says what", () => {
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
  });

  test("what the API refuses stands at its field, with the reason that it can have", () => {
    expect(fieldErrors(refused("/vat_id", "/address/country", "/other"), t)).toEqual({
      vatId: t.billing.badVatId,
      country: t.field.refused,
    });
    expect(fieldErrors(refused(), t)).toEqual({});
    expect(fieldErrors(new ApiError(503, "temporarily-unavailable", undefined), t)).toEqual({});
  });
});

describe("of a payment that one comes back from", () => {
  const seen: PaymentContext = {
    way: null,
    topUp: undefined,
    listed: undefined,
    balance: "3.10",
    isRecent: false,
    isUnknown: false,
    isSlow: false,
  };
  const returned: PaymentContext = { ...seen, way: "returned", isRecent: true };
  const paid = { status: "paid" } as const;
  const open = { status: "open" } as const;

  test.each<[string, PaymentContext, ReturnType<typeof messageFor>]>([
    ["nothing is said by a link until it is known", seen, null],
    ["nothing is said when it is somebody else's", { ...returned, isUnknown: true }, null],
    ["a way back from paying says that it was received", returned, "received"],
    ["and for a while that Stripe still calls it open", { ...returned, topUp: open }, "received"],
    ["but not for ever", { ...returned, topUp: open, isSlow: true }, "slow"],
    ["a link alone says that nothing was paid yet", { ...seen, topUp: open, isSlow: true }, "open"],
    ["who cancelled reads that, once it is true", { ...seen, way: "cancelled", topUp: open }, "cancelled"],
    ["who cancelled reads nothing before", { ...seen, way: "cancelled" }, null],
    ["credits are added when the list has them", { ...returned, topUp: paid, listed: paid }, "added"],
    ["and not before", { ...returned, topUp: paid, listed: open }, "received"],
    ["nor while there is no list", { ...returned, topUp: paid, balance: undefined }, "received"],
    ["an old link has no balance to tell", { ...seen, topUp: paid, listed: paid }, "paid"],
    ["nor has a payment that is not listed", { ...returned, topUp: paid }, "paid"],
    ["one that is not listed may have gone back", { ...seen, topUp: { status: "refunded" } }, "refunded"],
    ["one that is listed says so there", { ...returned, topUp: paid, listed: { status: "refunded" } }, null],
    ["the list may know first", { ...returned, topUp: { status: "processing" }, listed: paid }, "added"],
    ["a failure is told", { ...returned, topUp: { status: "failed" } }, "notPaid"],
  ])("%s", (_, given, word) => {
    expect(messageFor(given)).toBe(word);
  });
});
