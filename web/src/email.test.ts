import { expect, test } from "vitest";
import { isEmail } from "./email";

test.each([
  ["giulia@acme.example", true],
  ["o'neil+credits@mail.acme.example", true],
  ["jörg@acme.example", false],
  ["giulia@acme", false],
  ["giulia@-acme.example", false],
  [`${"g".repeat(65)}@acme.example`, false],
  [`g@${"acme.".repeat(50)}example`, false],
])("isEmail(%j) is %s", (text, expected) => {
  expect(isEmail(text)).toBe(expected);
});
