import { useQuery } from "@tanstack/preact-query";
import { useApi } from "../services";
import { Refused } from "./client";
import { LOOK_AGAIN_MILLIS } from "./queries";

/** What may still be used: of this operation, or at all when nothing is asked for that there is a price for. */
export function useQuota(operation: string, quantity: string) {
  const api = useApi();
  const about = (query: Record<string, string>, signal: AbortSignal) =>
    api.get("/v1/quota", { query, signal });
  return useQuery({
    queryKey: ["quota", operation, quantity],
    queryFn: ({ signal }) =>
      about({ operation, quantity }, signal).catch((reason: unknown) => {
        if (reason instanceof Refused && (reason.status === 400 || reason.status === 422))
          return about({}, signal);
        throw reason;
      }),
    refetchInterval: LOOK_AGAIN_MILLIS,
  });
}
