import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { useApi } from "../services";
import type { Got, Schemas } from "./client";

export type Payments = Got<"/v1/payments">;
export type Payment = Payments["data"][number];
export type TopUp = Got<"/v1/top_ups/{id}">;
export type BillingProfile = Schemas["BillingProfile"];

/** A bank's answer to a debit arrives by itself too, and an invoice soon after its payment. */
const LOOK_AGAIN_MILLIS = 15_000;
const LOOK_SOON_MILLIS = 2_000;
const INVOICED_WITHIN_MILLIS = 600_000;

export function usePayments() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["payments"],
    queryFn: ({ pageParam, signal }) => api.get("/v1/payments", { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last: Payments) => last.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.data.some(isInvoicedSoon) ? LOOK_SOON_MILLIS : LOOK_AGAIN_MILLIS,
  });
}

/** Paid a moment ago, and its invoice is being made. */
export function isInvoicedSoon({ status, invoice, created_at: at }: Payment, now = Date.now()): boolean {
  return status === "paid" && invoice === null && now - Date.parse(at) < INVOICED_WITHIN_MILLIS;
}

export function useBillingProfile() {
  const api = useApi();
  return useQuery({
    queryKey: ["billing"],
    queryFn: ({ signal }) => api.get("/v1/billing_profile", { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
}

/** How long a return page looks, in seconds after each look: a minute in all. */
const PAUSES = [1, 2, 3, 5, 8, 13, 14, 14];

export const isFinal = (status: TopUp["status"]): boolean => status !== "open" && status !== "processing";

/** A top-up as the page sees it that one comes back to. */
export interface Awaited {
  topUp: TopUp | undefined;
  /** A minute is over, and it is not final. */
  isSlow: boolean;
}

/** Looks after a top-up until its status is final, or a minute is over. Each look asks Stripe, so none is lost. */
export function useTopUp(id: string): Awaited {
  const api = useApi();
  const [awaited, setAwaited] = useState<Awaited>({ topUp: undefined, isSlow: false });
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    async function look(times: number) {
      const { signal } = left;
      const topUp = await api.get("/v1/top_ups/{id}", { path: { id }, signal }).catch(() => undefined);
      if (signal.aborted) return;
      const pause = PAUSES[times];
      const isDone = topUp !== undefined && isFinal(topUp.status);
      setAwaited((before) => ({ topUp: topUp ?? before.topUp, isSlow: !isDone && pause === undefined }));
      if (!isDone && pause !== undefined) timer = setTimeout(() => void look(times + 1), pause * 1_000);
    }
    setAwaited({ topUp: undefined, isSlow: false });
    void look(0);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [api, id]);
  return awaited;
}
