import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { useApi } from "../services";
import { Refused, type Got, type Schemas } from "./client";
import { LOOK_AGAIN_MILLIS } from "./queries";

export type Payments = Got<"/v1/payments">;
export type Payment = Payments["data"][number];
export type TopUp = Got<"/v1/top_ups/{id}">;
export type BillingProfile = Schemas["BillingProfile"];

/** An invoice arrives soon after its payment. */
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

/** How somebody comes from the payment page: its addresses say it, and the ones in letters say nothing. */
export type Way = "returned" | "cancelled" | null;

/** A top-up as the page sees it that one comes back to. */
export interface Awaited {
  topUp: TopUp | undefined;
  /** It is none of this organisation's, or not to be seen by whoever is signed in. */
  isUnknown: boolean;
  /** A minute is over, and it is not final. */
  isSlow: boolean;
}

const NOTHING_YET: Awaited = { topUp: undefined, isUnknown: false, isSlow: false };

/** Looks after a top-up until its status is final, or a minute is over. Each look asks Stripe, so none is lost. */
export function useTopUp(id: string): Awaited {
  const api = useApi();
  const [awaited, setAwaited] = useState<Awaited>(NOTHING_YET);
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
        isUnknown = reason instanceof Refused && !reason.mayPass;
      }
      if (signal.aborted) return;
      const pause = PAUSES[times];
      const isDone = isUnknown || (topUp !== undefined && isFinal(topUp.status));
      setAwaited((before) => ({
        topUp: topUp ?? before.topUp,
        isUnknown,
        isSlow: !isDone && pause === undefined,
      }));
      if (!isDone && pause !== undefined) timer = setTimeout(() => void look(times + 1), pause * 1_000);
    }
    setAwaited(NOTHING_YET);
    void look(0);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [api, id]);
  return awaited;
}
