import { expect, test } from "vitest";
import { invitationIn } from "./confirmation";

const SECRET = "2b7e151628aed2a6abf7158809cf4f3c";

test("a link's hash has the organisation and the secret", () => {
  expect(invitationIn(`#acme/${SECRET}`)).toEqual({ organisation: "acme", secret: SECRET });
});

test.each(["", "#acme", `#acme/${SECRET}x`, `#<b>/${SECRET}`, `#acme/${SECRET}/more`])(
  "another hash is no invitation: %s",
  (hash) => {
    expect(invitationIn(hash)).toBeUndefined();
  },
);
