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
])("whether %s is an e-mail address: %s", (text, is) => {
  expect(isEmail(text)).toBe(is);
});
