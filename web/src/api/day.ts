import { useInfiniteQuery } from "@tanstack/preact-query";
import { useApi } from "../services";
import type { ApiClient } from "./client";
import type { DayUsage } from "./queries";

/** How many pages without a match are passed over before the person is asked to go on. */
const MAX_EMPTY_PAGES = 20;

interface DayRequest {
  date: string;
  category: string;
  search: string;
  cursor: string;
  signal: AbortSignal;
}

/** The next page that has something on it: with a filter a page may be empty and not be the last. */
async function page(
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
    queryFn: ({ pageParam, signal }) => page(api, { date, category, search, cursor: pageParam, signal }),
    initialPageParam: "",
    getNextPageParam: (last: DayUsage) => last.next_cursor,
  });
}
