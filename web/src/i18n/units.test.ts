import { describe, expect, test } from "vitest";
import de from "./de";
import deAccount from "./de.account";
import dePayments from "./de.payments";
import en from "./en";
import account from "./en.account";
import payments from "./en.payments";
import { format } from "./format";
import { unitName, unitOf } from "./units";

const english = { t: { ...en, ...account, ...payments }, f: format("en-IE") };
const german = { t: { ...de, ...deAccount, ...dePayments }, f: format("de-DE") };

describe("a billing unit", () => {
  test.each([
    ["1", "request"],
    ["2", "requests"],
    ["0.5", "requests"],
    ["1000000", "requests"],
  ])("after %s is %s", (quantity, name) => {
    expect(unitName(english, "requests", quantity)).toBe(name);
  });

  test("is translated, or keeps the name in the price list", () => {
    expect(unitOf(german, { quantity: "1", name: "requests" })).toBe("Anfrage");
    expect(unitOf(german, { quantity: "1000", name: "characters" })).toBe("1.000 Zeichen");
    expect(unitOf(english, { quantity: "1", name: "GB hours" })).toBe("GB hour");
    expect(unitOf(english, { quantity: "10", name: "furlongs" })).toBe("10 furlongs");
  });
});
