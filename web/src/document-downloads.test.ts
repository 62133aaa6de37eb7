import { expect, test } from "vitest";
import { ApiError } from "./api/client";
import { retryDelaySeconds } from "./components/document-downloads";

const notReady = (seconds?: number) => new ApiError(409, "invoice-not-ready", undefined, {}, seconds);

test.each([
  ["as long as the API says", notReady(3), 0, 3],
  ["a second when it does not say", notReady(), 0, 1],
  ["never at once", notReady(0), 0, 1],
  ["half a minute at most", notReady(3_600), 0, 30],
  ["not for ever", notReady(3), 5, undefined],
  ["not when something else is wrong", new ApiError(404, "not-found", undefined, {}, 3), 0, undefined],
  ["not when nothing was reached", new TypeError("offline"), 0, undefined],
])("a document that is being made is waited for: %s", (_, reason, times, seconds) => {
  expect(retryDelaySeconds(reason, times)).toBe(seconds);
});
