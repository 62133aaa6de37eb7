import { useQuery } from "@tanstack/preact-query";
import { today } from "../calendar";
import { minus, type Money } from "../money";
import { useApi } from "../services";
import type { ResponseBody } from "./client";
import { REFETCH_INTERVAL_MS } from "./queries";

type StatementPage = ResponseBody<"/v1/statements/{month}">;

/** A month's changes of the balance, of all pages. */
export type Statement = Omit<StatementPage, "next_before">;

/** More pages than any account has in a month. */
const MAX_PAGES = 1_000;

/** A change of the balance, on a day of the account's time zone. */
export interface BalanceChange {
  kind: "usage" | Statement["data"][number]["type"];
  date: string;
  amount: Money;
  reason: string | null;
}

/** The statement of a month; a current one is read again as long as that takes a single page. */
export function useStatement(month: string, isCurrent: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ["statement", month],
    queryFn: async ({ signal }) => {
      const get = (before: number | null) =>
        api.get("/v1/statements/{month}", {
          path: { month },
          query: before === null ? {} : { before: String(before) },
          signal,
        });
      const { next_before: second, ...statement } = await get(null);
      let next = second;
      for (let page = 1; next !== null && page < MAX_PAGES; page++) {
        const more: StatementPage = await get(next);
        statement.data.push(...more.data);
        next = more.next_before;
      }
      return { statement, isSinglePage: second === null };
    },
    refetchInterval: ({ state }) => (isCurrent && state.data?.isSinglePage ? REFETCH_INTERVAL_MS : false),
  });
}

/** All changes of the balance, oldest first; they add up to the closing balance less the opening one. */
export function changesOf({ time_zone: zone, days, data }: Pick<Statement, "time_zone" | "days" | "data">) {
  const usage = days.map(({ date, cost }): BalanceChange => {
    return { kind: "usage", date, amount: minus("0.00", cost), reason: null };
  });
  const others = data.toReversed().map(({ type, booked_at: at, amount, reason }): BalanceChange => {
    return { kind: type, date: today(zone, new Date(at)), amount, reason };
  });
  return [...others, ...usage].sort((a, b) => a.date.localeCompare(b.date));
}
