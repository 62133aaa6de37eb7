import { expect, test } from "vitest";
import de from "./de";
import deAccount from "./de.account";
import dePayments from "./de.payments";
import en, { type Messages } from "./en";
import account, { type AccountMessages } from "./en.account";
import payments from "./en.payments";
import es from "./es";
import esAccount from "./es.account";
import esPayments from "./es.payments";
import fr from "./fr";
import frAccount from "./fr.account";
import frPayments from "./fr.payments";
import it, { withArticle } from "./it";
import itAccount from "./it.account";
import itPayments from "./it.payments";

// @ts-expect-error A missing message must not compile.
const incomplete: AccountMessages = { ...account, alerts: { what: "Meldungen" } };

// @ts-expect-error A message with a wrong parameter must not compile.
const mistyped: Messages = { ...en, requestId: (id: number) => `${id + 1}` };

const keys = (value: object, path = ""): string[] =>
  Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    typeof each === "object" && each !== null ? keys(each, `${path}${name}.`) : [path + name],
  );

test.each(
  Object.entries({
    de: [de, deAccount, dePayments],
    es: [es, esAccount, esPayments],
    fr: [fr, frAccount, frPayments],
    it: [it, itAccount, itPayments],
  }),
)("the %s catalogue has all messages and no others", (_, [general, rest, paying]) => {
  expect(keys({ ...general, ...rest, ...paying }).sort()).toEqual(
    keys({ ...en, ...account, ...payments }).sort(),
  );
  expect(keys({ ...incomplete, ...mistyped })).not.toContain("alerts.caption");
});

test("Italian articles are elided before the 8th and the 11th", () => {
  const withArticles = (["il", "al", "del", "dal"] as const).map((article) =>
    withArticle(article, "8 maggio 2026"),
  );
  expect(withArticles).toEqual([
    "l’8 maggio 2026",
    "all’8 maggio 2026",
    "dell’8 maggio 2026",
    "dall’8 maggio 2026",
  ]);
  expect(withArticle("del", "11 maggio 2026")).toBe("dell’11 maggio 2026");
  expect(withArticle("del", "18 maggio 2026")).toBe("del 18 maggio 2026");
});
