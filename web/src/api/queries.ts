import { keepPreviousData, useQuery } from "@tanstack/preact-query";
import { useApi } from "../services";
import type { ApiClient, ResponseBody } from "./client";

export type Overview = ResponseBody<"/v1/usage/months/{month}">;
export type YearUsage = ResponseBody<"/v1/usage/months">;
export type DayUsage = ResponseBody<"/v1/usage/days/{date}">;
export type UsageEntry = DayUsage["data"][number];
export type Price = ResponseBody<"/v1/prices">["data"][number];
export type Limits = ResponseBody<"/v1/limits">;
export type Quota = ResponseBody<"/v1/quota">;
export type Alert = ResponseBody<"/v1/alerts">["data"][number];

/** How often data that changes by itself is refetched while the page is visible. */
export const REFETCH_INTERVAL_MS = 15_000;

export const overviewQuery = (api: ApiClient, month: string) => ({
  queryKey: ["overview", month],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.get("/v1/usage/months/{month}", { path: { month }, signal }),
});

export function useOverview(month: string) {
  const api = useApi();
  return useQuery({
    ...overviewQuery(api, month),
    refetchInterval: month === "current" ? REFETCH_INTERVAL_MS : false,
  });
}

export function useHistory(year: number) {
  const api = useApi();
  return useQuery({
    queryKey: ["history", year],
    queryFn: ({ signal }) => api.get("/v1/usage/months", { query: { year: String(year) }, signal }),
  });
}

export function usePrices(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: ["prices"],
    queryFn: ({ signal }) => api.get("/v1/prices", { signal }),
    enabled,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}
