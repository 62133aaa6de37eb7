import { describe, expect, it } from "vitest";
import { linkOf } from "./chain";

const hash = (digit: string) => digit.repeat(64);

describe("the link of a segment to the one before", () => {
  it("holds only if the one before has the hash that it names", () => {
    const segment = { number: 7, previous_hash: hash("a") };

    expect(linkOf(segment, { number: 6, hash: hash("a") })).toBe("tied to the one before");
    expect(linkOf(segment, { number: 6, hash: hash("b") })).toBe("does not match the one before");
  });

  it("is never claimed across a gap, or of what is not shown", () => {
    const segment = { number: 7, previous_hash: hash("a") };

    expect(linkOf(segment, { number: 5, hash: hash("a") })).toBe("segment 6 is missing");
    expect(linkOf(segment, undefined)).toBe("earlier segments are not shown");
    expect(linkOf({ number: 0, previous_hash: hash("0") }, undefined)).toBe("first segment");
  });
});
