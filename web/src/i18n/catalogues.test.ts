import { expect, test } from "vitest";
import de from "./de";
import deAccount from "./de.account";
import en, { type Messages } from "./en";
import account, { type AccountMessages } from "./en.account";
import es from "./es";
import esAccount from "./es.account";
import fr from "./fr";
import frAccount from "./fr.account";
import it, { withArticle } from "./it";
import itAccount from "./it.account";

// @ts-expect-error A missing message must not compile.
const incomplete: AccountMessages = { ...account, alerts: { what: "Meldungen" } };

// @ts-expect-error A message with a wrong parameter must not compile.
const mistyped: Messages = { ...en, requestId: (id: number) => `${id + 1}` };

const keys = (value: object, path = ""): string[] =>
  Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    typeof each === "object" && each !== null ? keys(each, `${path}${name}.`) : [path + name],
  );

test.each(
  Object.entries({ de: [de, deAccount], es: [es, esAccount], fr: [fr, frAccount], it: [it, itAccount] }),
)("the %s catalogue has all messages and no others", (_, [general, rest]) => {
  expect(keys({ ...general, ...rest }).sort()).toEqual(keys({ ...en, ...account }).sort());
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
