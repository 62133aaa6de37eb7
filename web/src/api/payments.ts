import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { useApi } from "../services";
import { ApiError, type ResponseBody, type Schemas } from "./client";
import { REFETCH_INTERVAL_MS } from "./queries";

export type Payments = ResponseBody<"/v1/payments">;
export type Payment = Payments["data"][number];
export type TopUp = ResponseBody<"/v1/top_ups/{id}">;
export type BillingProfile = Schemas["BillingProfile"];

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

/**
 * The payments, and all pages of them while `isWanted`, given those that were loaded, says that the next one is needed.
 */
export function usePaymentsWhile(isWanted: (loaded: Payment[]) => boolean) {
  const query = usePayments();
  const payments = query.data?.pages.flatMap((page) => page.data) ?? [];
  const isMissing = query.hasNextPage && isWanted(payments);
  useEffect(() => {
    if (isMissing && !query.isFetchingNextPage && !query.isFetchNextPageError) void query.fetchNextPage();
  }, [isMissing, query.isFetchingNextPage, query.isFetchNextPageError]);
  return { query, payments, isMissing };
}

/** Whether the payment is so recent that its invoice is still being prepared. */
export function isInvoicePending({ status, invoice, created_at: at }: Payment, now = Date.now()): boolean {
  return status === "paid" && invoice === null && now - Date.parse(at) < INVOICE_EXPECTED_WITHIN_MS;
}

/** Whether members can still have the invoice made out anew. */
export function isReissuable({ reissuable_until: until }: Payment, now = Date.now()): boolean {
  return until !== null && Date.parse(until) > now;
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

/** The time until which an unpaid top-up can be paid; undefined until it is known. */
export function useExpiry(id: string): string | undefined {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["top-up", id],
    queryFn: ({ signal }) => api.get("/v1/top_ups/{id}", { path: { id }, signal }),
    staleTime: Infinity,
  });
  return data?.expires_at ?? undefined;
}

/** The delays between requests after coming back from the payment page, a minute in total. */
const POLL_DELAYS_SECONDS = [1, 2, 3, 5, 8, 13, 14, 14];

export const isFinal = (status: TopUp["status"]): boolean => status !== "open" && status !== "processing";

/** How somebody came back from the payment page; null if the link is from elsewhere, such as an e-mail. */
export type ReturnPath = "returned" | "cancelled" | null;

/** What is known about a top-up while its result is progress. */
export interface TopUpProgress {
  topUp: TopUp | undefined;
  /** The top-up does not exist, or belongs to another organisation. */
  isUnknown: boolean;
  /** The status is still not final after a minute. */
  isSlow: boolean;
}

const NO_PROGRESS: TopUpProgress = { topUp: undefined, isUnknown: false, isSlow: false };

/** Polls a top-up until its status is final, for a minute at most. With each request the API asks Stripe. */
export function useTopUp(id: string): TopUpProgress {
  const api = useApi();
  const [progress, setProgress] = useState<TopUpProgress>(NO_PROGRESS);
  useEffect(() => {
    const unmounted = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    async function poll(attempt: number) {
      const { signal } = unmounted;
      let topUp: TopUp | undefined;
      let isUnknown = false;
      try {
        topUp = await api.get("/v1/top_ups/{id}", { path: { id }, signal });
      } catch (reason) {
        isUnknown = reason instanceof ApiError && !reason.isRetryable;
      }
      if (signal.aborted) return;
      const delay = POLL_DELAYS_SECONDS[attempt];
      const isDone = isUnknown || (topUp !== undefined && isFinal(topUp.status));
      setProgress((before) => ({
        topUp: topUp ?? before.topUp,
        isUnknown,
        isSlow: !isDone && delay === undefined,
      }));
      if (!isDone && delay !== undefined) timer = setTimeout(() => void poll(attempt + 1), delay * 1_000);
    }
    setProgress(NO_PROGRESS);
    void poll(0);
    return () => {
      unmounted.abort();
      clearTimeout(timer);
    };
  }, [api, id]);
  return progress;
}
