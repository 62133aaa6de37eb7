import { QueryClientProvider, useQuery, type QueryClient } from "@tanstack/preact-query";
import { LiveRegions } from "../components/announcer";
import { loadingOrError } from "../components/state";
import { SkeletonRows } from "../components/table";
import { meQuery, type Permission } from "../member";
import { useAddress } from "../router";
import { ServicesContext, useApi, useServices, type Services } from "../services";
import { AccountView } from "./account";
import { AdjustmentsView } from "./adjustments";
import { Bare } from "./bare";
import { CloseView } from "./close";
import { Frame, MissingPermission, NotFound, VIEWS } from "./frame";
import { FindView } from "./find";
import { ACCOUNT, ADJUSTMENTS, CLOSE, HOME } from "./paths";

/** The console of an operator who is signed in. */
export function Console(props: { services: Services; queries: QueryClient }) {
  return (
    <ServicesContext.Provider value={props.services}>
      <QueryClientProvider client={props.queries}>
        <LiveRegions>
          <Gate />
        </LiveRegions>
      </QueryClientProvider>
    </ServicesContext.Provider>
  );
}

/** Shows nothing of the console until the API has said that this person is an operator. */
function Gate() {
  const query = useQuery(meQuery(useApi()));
  if (!query.data)
    return <main id="main">{loadingOrError(query, "your permissions", <SkeletonRows rows={6} />)}</main>;
  const permissions: ReadonlySet<Permission> = new Set(query.data.permissions);
  if (!VIEWS.some((view) => view.permissions.some((each) => permissions.has(each)))) return <NotForYou />;
  return (
    <Frame member={query.data.member} permissions={permissions}>
      <View permissions={permissions} />
    </Frame>
  );
}

function NotForYou() {
  const { session } = useServices();
  return (
    <Bare
      title="This console is not for you"
      button="Switch account"
      act={() => void session.switchAccount()}
    >
      <p>
        It is for the operators of the platform, and your account is not one of theirs. Nothing of any
        organisation was shown.
      </p>
      <p>
        <a class="button" href="/">
          Go to your usage
        </a>
      </p>
    </Bare>
  );
}

function View({ permissions }: { permissions: ReadonlySet<Permission> }) {
  const { path } = useAddress();
  const known = VIEWS.find((view) => view.path === path);
  if (!known) return <NotFound />;
  if (!known.permissions.some((each) => permissions.has(each))) return <MissingPermission view={known} />;
  switch (path) {
    case HOME:
      return <FindView />;
    case ACCOUNT:
      return <AccountView permissions={permissions} />;
    case ADJUSTMENTS:
      return <AdjustmentsView />;
    case CLOSE:
      return <CloseView />;
    default:
      return <NotFound />;
  }
}
