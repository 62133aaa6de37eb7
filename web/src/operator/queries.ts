import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import type { ResponseBody } from "../api/client";
import { useApi } from "../services";

export type Organisations = ResponseBody<"/v1/organisations">;
export type MonthlyClose = ResponseBody<"/v1/monthly_close">;
export type ListedAdjustment = ResponseBody<"/v1/adjustments">["data"][number];
export type Segment = ResponseBody<"/v1/segments">["data"][number];

/** How many rows of each list an account's page shows. */
export const SHOWN_ROWS = "10";

export function useOrganisations(search: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["organisations", search],
    queryFn: ({ pageParam, signal }) =>
      api.get("/v1/organisations", { query: { search, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: ({ next_after: next }) => next ?? undefined,
  });
}

export function useClose(month: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["close", month],
    queryFn: ({ pageParam, signal }) =>
      api.get("/v1/monthly_close", { query: { month, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: ({ next_after: next }) => next ?? undefined,
  });
}

export function useAdjustments(organisation: string, enabled = true) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["adjustments", organisation],
    queryFn: ({ pageParam, signal }) =>
      api.get("/v1/adjustments", { query: { organisation, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor: next }) => next ?? undefined,
    enabled,
  });
}

type AccountRoute =
  | "/v1/alerts"
  | "/v1/authorizations"
  | "/v1/balance"
  | "/v1/billing_profile"
  | "/v1/payments"
  | "/v1/segments"
  | "/v1/usage/days/{date}"
  | "/v1/usage/months/{month}";

/** One part of an account, which the API lets an operator read like its owner. */
export function useAccountPart<P extends AccountRoute>(
  route: P,
  organisation: string,
  { path = {}, query = {} }: { path?: Record<string, string>; query?: Record<string, string> } = {},
  enabled = true,
) {
  const api = useApi();
  return useQuery({
    queryKey: ["account", organisation, route, path, query],
    queryFn: ({ signal }) => api.get(route, { path, query: { ...query, organisation }, signal }),
    enabled,
  });
}
