import { randomBytes } from "node:crypto";

/** A UUID version 7 of this moment: the form of report ids and idempotency keys. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const IDENTIFIER = /^[0-9A-Za-z._:-]{1,64}$/;
const QUANTITY = /^(?=.*[1-9])(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?$/;

export function requireIdentifier(text: string, name: string): string {
  if (typeof text !== "string" || !IDENTIFIER.test(text)) throw new TypeError(`${name} must be 1 to 64 characters of 0-9 A-Z a-z . _ : -`);
  return text;
}

/** Quantities are strings, because a number cannot hold every decimal. */
export function requireQuantity(text: string): string {
  if (typeof text !== "string" || !QUANTITY.test(text))
    throw new TypeError('a quantity must be a string such as "1250": above 0, below 10^12, six decimals');
  return text;
}

/** Tokens and secrets are sent encrypted, or not beyond this machine. */
export function requireSecure(address: string, name: string): string {
  const secure = /^(https:\/\/[^/]|http:\/\/(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d+)?(\/|$))/i;
  if (!secure.test(address)) throw new TypeError(`${name} must begin with https://: ${address}`);
  return address.replace(/\/$/, "");
}
