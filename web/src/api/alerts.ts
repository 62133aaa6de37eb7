import { useQuery } from "@tanstack/preact-query";
import { useApi } from "../services";
import { LOOK_AGAIN_MILLIS } from "./queries";

export function useAlerts() {
  const api = useApi();
  return useQuery({
    queryKey: ["alerts"],
    queryFn: ({ signal }) => api.get("/v1/alerts", { signal }),
    refetchInterval: LOOK_AGAIN_MILLIS,
  });
}
