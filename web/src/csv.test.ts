import { expect, test, vi } from "vitest";
import { saveFile, toCsv } from "./csv";

test("CSV follows RFC 4180", () => {
  const rows = [
    ["a", 'say "x"', ""],
    ["1,5", "two\nlines", ""],
  ];
  const text = 'a,"say ""x""",\r\n"1,5","two\nlines",\r\n';
  expect(toCsv(rows)).toBe(text);
});

test("a file stays readable for a while after its download has started", () => {
  vi.useFakeTimers();
  const revoke = vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
  const click = vi.fn();
  vi.stubGlobal("document", { createElement: () => ({ click }) });

  saveFile("usage.csv", ["a"]);

  expect(click).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(30_000);
  expect(revoke).not.toHaveBeenCalled();
  vi.advanceTimersByTime(30_000);
  expect(revoke).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
