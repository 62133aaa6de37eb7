import { useQuery } from "@tanstack/preact-query";
import type { ApiClient, ResponseBody } from "./api/client";
import { useOverview } from "./api/queries";
import { useApi } from "./services";

type Me = ResponseBody<"/v1/me">;

/** The person who is signed in, and what they may do. */
export interface Member {
  /** Their ID, as in the list of who changed what. */
  id: string | undefined;
  organisation: string;
  organisationId: string;
  permissions: ReadonlySet<Permission>;
  /** Whether the permissions are known. Until then, nobody is told that they lack one. */
  isKnown: boolean;
  /** Their verified e-mail address, if known. */
  email: string | undefined;
  /** Whom to ask for more permissions, if known. */
  billingContact: string | undefined;
  topUp: Me["top_up"] | undefined;
  timeZone: string | undefined;
}

export type Permission = Me["permissions"][number];

export const meQuery = (api: ApiClient) => ({
  queryKey: ["me"],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get("/v1/me", { signal }),
  staleTime: Infinity,
});

const RETRY_INTERVAL_MS = 10_000;

export function useMember(): Member {
  const { data } = useQuery({
    ...meQuery(useApi()),
    refetchInterval: ({ state }) => state.status === "error" && RETRY_INTERVAL_MS,
  });
  return {
    id: data?.member,
    organisation: data?.organisation.name ?? data?.organisation.id ?? "",
    organisationId: data?.organisation.id ?? "",
    permissions: new Set(data?.permissions),
    isKnown: data !== undefined,
    email: data?.email ?? undefined,
    billingContact: data?.billing_contact,
    topUp: data?.top_up,
    timeZone: data?.time_zone,
  };
}

/** The account's time zone, from whichever response arrives first. */
export function useTimeZone(): string | undefined {
  const { timeZone } = useMember();
  const { data } = useOverview("current");
  return timeZone ?? data?.time_zone;
}
