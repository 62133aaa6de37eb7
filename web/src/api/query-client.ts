import { QueryClient } from "@tanstack/preact-query";
import { ApiError } from "./client";

const MAX_RETRIES = 2;

/** The cache of answers, with the rule which failed calls are repeated. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1_000,
        retry: (failures, reason) =>
          failures < MAX_RETRIES && reason instanceof ApiError && reason.isRetryable,
        retryDelay: (failures) => 400 * 3 ** failures,
      },
    },
  });
