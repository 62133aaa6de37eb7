import { useQuery } from "@tanstack/preact-query";
import { useApi } from "../services";
import { REFETCH_INTERVAL_MS } from "./queries";

export function useAlerts() {
  const api = useApi();
  return useQuery({
    queryKey: ["alerts"],
    queryFn: ({ signal }) => api.get("/v1/alerts", { signal }),
    refetchInterval: REFETCH_INTERVAL_MS,
  });
}
