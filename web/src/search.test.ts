import { expect, test } from "vitest";
import { matches } from "./search";

test("a search ignores accents, capitals and the order of words", () => {
  expect(matches("resume doc", "Résumé of a Document")).toBe(true);
  expect(matches("résumé", "RESUME")).toBe(true);
  expect(matches("invoice", "Résumé")).toBe(false);
  expect(matches("", "anything")).toBe(true);
});
