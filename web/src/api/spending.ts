import { useQuery } from "@tanstack/preact-query";
import { addDays, addMonths } from "../calendar";
import { compareMoney, plus, type Money } from "../money";
import { useApi } from "../services";
import type { ApiClient, ResponseBody } from "./client";

type Usage = ResponseBody<"/v1/usage">;
export type Grouping = Exclude<Usage["group_by"], "day">;

/** From one day to another, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** What one category, service or member cost; null is usage without a member. */
export interface Group {
  name: string | null;
  cost: Money;
}

const MAX_MONTHS = 24;
/** More parts than two years have; it ends a chain of cursors that never does. */
const MAX_PARTS = 10_000;

/** The range with another first or last day: the other end moves along, if the API would not sum such a range. */
export function withEnd(range: DayRange, end: keyof DayRange, day: string): DayRange {
  const from = end === "from" ? day : range.from;
  const to = end === "to" ? day : range.to;
  const years = (date: string, months: number) => addMonths(date.slice(0, 7), months) + date.slice(7);
  if (end === "from") {
    const last = addDays(years(from, MAX_MONTHS), -1);
    return { from, to: to < from ? from : to > last ? last : to };
  }
  const first = addDays(years(to, -MAX_MONTHS), 1);
  return { from: from > to ? to : from < first ? first : from, to };
}

/** The sums of each group in all parts, the most expensive first. */
export function addParts(parts: Usage["data"][]): Group[] {
  const sums = new Map<string | null, Money>();
  for (const { group, cost } of parts.flat()) sums.set(group, plus(sums.get(group) ?? "0.00", cost));
  return [...sums].map(([name, cost]) => ({ name, cost })).sort((a, b) => compareMoney(b.cost, a.cost));
}

async function fetchParts(api: ApiClient, query: Record<string, string>, signal: AbortSignal) {
  const parts: Usage["data"][] = [];
  let cursor: string | undefined;
  do {
    const part = await api.get("/v1/usage", { query: { ...query, cursor }, signal });
    parts.push(part.data);
    cursor = part.next_cursor ?? undefined;
  } while (cursor !== undefined && parts.length < MAX_PARTS);
  return parts;
}

/**
 * The groups of a range.
 *
 * @param version changes when there may be more usage in it
 */
export function useSpending({ from, to }: DayRange, by: Grouping, version: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ["spending", from, to, by, version],
    queryFn: async ({ signal }) => addParts(await fetchParts(api, { from, to, group_by: by }, signal)),
    enabled,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}
