import { useQuery } from "@tanstack/preact-query";
import { isZero } from "../money";
import { useApi } from "../services";
import type { ResponseBody } from "./client";
import type { Overview } from "./queries";

type PaymentStatus = ResponseBody<"/v1/payments">["data"][number]["status"];

const UNPAID: PaymentStatus[] = ["open", "processing", "failed", "expired"];

/** Whether this may be an organisation that never had credits. Only its payments can tell. */
export function looksNew({ used, balance, status }: Pick<Overview, "used" | "balance" | "status">): boolean {
  return status === "no_credits" && isZero(used) && isZero(balance);
}

/** Whether the organisation has not paid for any credits yet; assumed while its payments are loading. */
export function useIsNew(overview: Overview | undefined): boolean {
  const api = useApi();
  const enabled = overview !== undefined && looksNew(overview);
  const { data, isError } = useQuery({
    queryKey: ["payments", "latest"],
    queryFn: ({ signal }) => api.get("/v1/payments", { signal }),
    enabled,
  });
  return enabled && !isError && (data?.data.every(({ status }) => UNPAID.includes(status)) ?? true);
}
