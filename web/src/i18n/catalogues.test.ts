import { expect, test } from "vitest";
import de from "./de";
import deAccount from "./de.account";
import en, { type Messages } from "./en";
import account, { type AccountMessages } from "./en.account";
import es from "./es";
import esAccount from "./es.account";
import fr from "./fr";
import frAccount from "./fr.account";
import it from "./it";
import itAccount from "./it.account";

// @ts-expect-error a message that is missing does not compile, or this line does not
const lacking: AccountMessages = { ...account, alerts: { what: "Meldungen" } };

// @ts-expect-error nor does one that is given something else to say
const mistaken: Messages = { ...en, requestId: (id: number) => `${id + 1}` };

const keys = (value: object, path = ""): string[] =>
  Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    typeof each === "object" && each !== null ? keys(each, `${path}${name}.`) : [path + name],
  );

test.each(
  Object.entries({ de: [de, deAccount], es: [es, esAccount], fr: [fr, frAccount], it: [it, itAccount] }),
)("%s has all messages and no others", (_, [general, rest]) => {
  expect(keys({ ...general, ...rest }).sort()).toEqual(keys({ ...en, ...account }).sort());
  expect(keys({ ...lacking, ...mistaken })).not.toContain("alerts.caption");
});
