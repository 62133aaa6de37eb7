import { useInfiniteQuery } from "@tanstack/preact-query";
import { useApi } from "../services";
import type { ApiClient } from "./client";
import type { DayUsage } from "./queries";

/** How many pages without a match are skipped before Load more is offered. */
const MAX_EMPTY_PAGES = 20;

interface DayRequest {
  date: string;
  category: string;
  search: string;
  cursor: string;
  signal: AbortSignal;
}

/** Fetches the next page with entries. With a filter, a page can be empty without being the last. */
async function fetchPage(
  api: ApiClient,
  { date, category, search, cursor, signal }: DayRequest,
): Promise<DayUsage> {
  const from = (at: string) =>
    api.get("/v1/usage/days/{date}", { path: { date }, query: { category, search, cursor: at }, signal });
  let found = await from(cursor);
  for (
    let pages = 0;
    pages < MAX_EMPTY_PAGES && found.data.length === 0 && found.next_cursor !== null;
    pages++
  )
    found = await from(found.next_cursor);
  return found;
}

export function useDay(date: string, category: string, search: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["day", date, category, search],
    queryFn: ({ pageParam, signal }) => fetchPage(api, { date, category, search, cursor: pageParam, signal }),
    initialPageParam: "",
    getNextPageParam: (last: DayUsage) => last.next_cursor,
  });
}
