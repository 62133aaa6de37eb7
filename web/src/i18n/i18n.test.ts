import { expect, test } from "vitest";
import { preferredLanguage } from "./i18n";

test("the language is the chosen one, else the browser's first supported one, else English", () => {
  expect(preferredLanguage("fr", ["de-AT"])).toBe("fr");
  expect(preferredLanguage(null, ["pt-PT", "de-AT", "it"])).toBe("de");
  expect(preferredLanguage("xx", ["pt-PT"])).toBe("en");
});
