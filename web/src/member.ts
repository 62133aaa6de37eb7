import { useQuery } from "@tanstack/preact-query";
import type { Api, Got } from "./api/client";
import { useApi } from "./services";

type Me = Got<"/v1/me">;

/** Who is signed in, and what they may do. */
export interface Member {
  organisation: string;
  organisationId: string;
  permissions: ReadonlySet<Permission>;
  /** Theirs for certain; undefined if we do not know. */
  email: string | undefined;
  /** Whom to ask; undefined as long as we do not know. */
  billingContact: string | undefined;
  topUp: Me["top_up"] | undefined;
  timeZone: string | undefined;
}

export type Permission = Me["permissions"][number];

export const meQuery = (api: Api) => ({
  queryKey: ["me"],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get("/v1/me", { signal }),
  staleTime: Infinity,
});

export function useMember(): Member {
  const { data } = useQuery(meQuery(useApi()));
  return {
    organisation: data?.organisation.name ?? data?.organisation.id ?? "",
    organisationId: data?.organisation.id ?? "",
    permissions: new Set(data?.permissions),
    email: data?.email ?? undefined,
    billingContact: data?.billing_contact,
    topUp: data?.top_up,
    timeZone: data?.time_zone,
  };
}
