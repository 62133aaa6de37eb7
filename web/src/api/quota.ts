import { useQuery } from "@tanstack/preact-query";
import { useApi } from "../services";
import { ApiError } from "./client";
import { REFETCH_INTERVAL_MS } from "./queries";

/** What may still be used: of this operation, or in general if the operation or the quantity is invalid. */
export function useQuota(operation: string, quantity: string) {
  const api = useApi();
  const getQuota = (query: Record<string, string>, signal: AbortSignal) =>
    api.get("/v1/quota", { query, signal });
  return useQuery({
    queryKey: ["quota", operation, quantity],
    queryFn: ({ signal }) =>
      getQuota({ operation, quantity }, signal).catch((reason: unknown) => {
        if (reason instanceof ApiError && (reason.status === 400 || reason.status === 422))
          return getQuota({}, signal);
        throw reason;
      }),
    refetchInterval: REFETCH_INTERVAL_MS,
  });
}
