import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { useApi } from "../services";
import { ApiError, type ResponseBody, type Schemas } from "./client";
import { REFETCH_INTERVAL_MS } from "./queries";

export type Payments = ResponseBody<"/v1/payments">;
export type Payment = Payments["data"][number];
export type TopUp = ResponseBody<"/v1/top_ups/{id}">;
export type BillingProfile = Schemas["BillingProfile"];

/** An invoice arrives soon after its payment. */
const INVOICE_REFETCH_INTERVAL_MS = 2_000;
const INVOICE_EXPECTED_WITHIN_MS = 600_000;

export function usePayments() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["payments"],
    queryFn: ({ pageParam, signal }) => api.get("/v1/payments", { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last: Payments) => last.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.data.some(isInvoicePending) ? INVOICE_REFETCH_INTERVAL_MS : REFETCH_INTERVAL_MS,
  });
}

/** Paid a moment ago, and its invoice is being made. */
export function isInvoicePending({ status, invoice, created_at: at }: Payment, now = Date.now()): boolean {
  return status === "paid" && invoice === null && now - Date.parse(at) < INVOICE_EXPECTED_WITHIN_MS;
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
const POLL_DELAYS_SECONDS = [1, 2, 3, 5, 8, 13, 14, 14];

export const isFinal = (status: TopUp["status"]): boolean => status !== "open" && status !== "processing";

/** How somebody comes from the payment page: its addresses say it, and the ones in letters say nothing. */
export type ReturnPath = "returned" | "cancelled" | null;

/** A top-up as the page sees it that one comes back to. */
export interface TopUpProgress {
  topUp: TopUp | undefined;
  /** It is none of this organisation's, or not to be seen by whoever is signed in. */
  isUnknown: boolean;
  /** A minute is over, and it is not final. */
  isSlow: boolean;
}

const NO_PROGRESS: TopUpProgress = { topUp: undefined, isUnknown: false, isSlow: false };

/** Looks after a top-up until its status is final, or a minute is over. Each look asks Stripe, so none is lost. */
export function useTopUp(id: string): TopUpProgress {
  const api = useApi();
  const [awaited, setAwaited] = useState<TopUpProgress>(NO_PROGRESS);
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    async function look(times: number) {
      const { signal } = left;
      let topUp: TopUp | undefined;
      let isUnknown = false;
      try {
        topUp = await api.get("/v1/top_ups/{id}", { path: { id }, signal });
      } catch (reason) {
        isUnknown = reason instanceof ApiError && !reason.isRetryable;
      }
      if (signal.aborted) return;
      const pause = POLL_DELAYS_SECONDS[times];
      const isDone = isUnknown || (topUp !== undefined && isFinal(topUp.status));
      setAwaited((before) => ({
        topUp: topUp ?? before.topUp,
        isUnknown,
        isSlow: !isDone && pause === undefined,
      }));
      if (!isDone && pause !== undefined) timer = setTimeout(() => void look(times + 1), pause * 1_000);
    }
    setAwaited(NO_PROGRESS);
    void look(0);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [api, id]);
  return awaited;
}
