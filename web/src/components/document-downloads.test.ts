import { expect, test } from "vitest";
import { ApiError } from "../api/client";
import { retryDelaySeconds } from "./document-downloads";

const notReady = (seconds?: number) => new ApiError(409, "invoice-not-ready", undefined, {}, seconds);

test.each([
  ["as the API says", notReady(3), 0, 3],
  ["after a second if the API does not say", notReady(), 0, 1],
  ["after a second at least", notReady(0), 0, 1],
  ["after half a minute at most", notReady(3_600), 0, 30],
  ["not after five retries", notReady(3), 5, undefined],
  ["not after another error", new ApiError(404, "not-found", undefined, {}, 3), 0, undefined],
  ["not without a response", new TypeError("offline"), 0, undefined],
])("a document that is not ready is requested again %s", (_, reason, retries, seconds) => {
  expect(retryDelaySeconds(reason, retries)).toBe(seconds);
});
