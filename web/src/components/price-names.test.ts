import { expect, test } from "vitest";
import { namesIn } from "./price-names";

const PRICE = {
  name: "Deep search",
  category: "Search",
  translations: { de: { name: "Tiefensuche", category: "Suche" } },
};

test("a service is named in the reader's language, and in English if it is not translated", () => {
  expect(namesIn("de", PRICE)).toEqual({ name: "Tiefensuche", category: "Suche" });
  expect(namesIn("fr", PRICE)).toEqual({ name: "Deep search", category: "Search" });
  expect(namesIn("de", { name: "Chat", category: "Chat" })).toEqual({ name: "Chat", category: "Chat" });
});
