import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { fetchAll } from "../components/csv-download";
import { parseCsv } from "../csv";
import { fromNanos, toNanos, type Money } from "../money";
import { isCurrentMonth } from "../month-status";
import { useApi } from "../services";
import type { Overview } from "./queries";

/** What one service or member cost; null is usage without a member. */
export interface Group {
  name: string | null;
  cost: Money;
}

/** What the groups of a month cost, the most expensive first. */
export interface Spending {
  operation: Group[];
  member: Group[];
}

/** Sums the debited entries of tables with a head. */
export function sumEntries(tables: string[]): Spending {
  const sums = { operation: new Map<string, bigint>(), member: new Map<string, bigint>() };
  for (const [head = [], ...rows] of tables.map(parseCsv)) {
    const [status, cost] = [head.indexOf("status"), head.indexOf("cost")];
    for (const row of rows.filter((each) => each[status] === "debited"))
      for (const by of ["operation", "member"] as const) {
        const name = row[head.indexOf(by)] ?? "";
        sums[by].set(name, (sums[by].get(name) ?? 0n) + toNanos(row[cost] ?? "0.00"));
      }
  }
  return { operation: sorted(sums.operation), member: sorted(sums.member) };
}

function sorted(sums: Map<string, bigint>): Group[] {
  return [...sums]
    .sort(([, a], [, b]) => (a < b ? 1 : -1))
    .map(([name, cost]) => ({ name: name === "" ? null : name, cost: fromNanos(cost) }));
}

/** The sums of a month's entries, which are fetched day by day, and the share of the days that are there. */
export function useSpending(overview: Overview) {
  const api = useApi();
  const { month, days } = overview;
  const [done, setDone] = useState(0);
  const query = useQuery({
    queryKey: ["spending", month, isCurrentMonth(overview) && overview.used],
    queryFn: async ({ signal }) => {
      const tables: string[] = [];
      for (const { date } of days) {
        const path = `/v1/usage/days/${date}`;
        const get = (query: Record<string, string>) =>
          api.fetch(path, { query, headers: { Accept: "text/csv" }, signal });
        tables.push(await fetchAll(get, {}));
        setDone(tables.length / days.length);
      }
      return sumEntries(tables);
    },
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return { query, done };
}
