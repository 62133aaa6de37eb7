import { describe, expect, test } from "vitest";
import { ulid } from "./ulid";

describe("a ULID", () => {
  test("begins with its time", () => {
    expect(ulid(Date.parse("2026-11-22T12:00:00Z"), new Uint8Array(16))).toBe("01M81J18G00000000000000000");
    expect(ulid(0, new Uint8Array(16).fill(255))).toBe("0000000000ZZZZZZZZZZZZZZZZ");
  });

  test("is different each time", () => {
    expect(new Set(Array.from({ length: 1_000 }, () => ulid())).size).toBe(1_000);
  });
});
