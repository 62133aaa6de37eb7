import { ApiError } from "../api/client";
import { Icon } from "../components/icons";
import { Page } from "../components/page";
import { loadingOrError } from "../components/state";
import { SkeletonRows } from "../components/table";
import { useI18n } from "../i18n/i18n";
import type { Permission } from "../member";
import { useQueryState } from "../query-state";
import { Link } from "../router";
import { AdjustDialog } from "./adjust";
import { AdjustmentsTable } from "./adjustments";
import { AlertsTable, EntriesTable, HoldsTable, PaymentsTable } from "./account-lists";
import { ChainTable } from "./chain";
import { HOME } from "./paths";
import { SHOWN_ROWS, useAccountPart, useAdjustments } from "./queries";

/** An account on one page. Which one is in the address. */
export function AccountView({ permissions }: { permissions: ReadonlySet<Permission> }) {
  const [parameters, change] = useQueryState();
  const organisation = parameters.get("organisation") ?? "";
  const segments = useAccountPart("/v1/segments", organisation, { query: { limit: SHOWN_ROWS } });
  const mayAdjust = permissions.has("accounts:adjust");
  const exists = (segments.data?.data.length ?? 0) > 0;
  const title = organisation || "Account";
  if (!segments.data)
    return (
      <Page title={title}>
        {segments.error instanceof ApiError && segments.error.status === 400 ? (
          <NoAccount organisation={organisation} />
        ) : (
          loadingOrError(segments, "the account", <SkeletonRows rows={8} />)
        )}
      </Page>
    );
  if (!exists)
    return (
      <Page title={title}>
        <NoAccount organisation={organisation} />
      </Page>
    );
  return (
    <Page
      title={title}
      eyebrow={<Link href={HOME}>Accounts</Link>}
      subtitle={<Profile organisation={organisation} />}
      actions={
        mayAdjust && (
          <button type="button" class="button primary" onClick={() => change({ dialog: "adjust" })}>
            <Icon name="sliders" />
            Adjust balance
          </button>
        )
      }
    >
      <Summary organisation={organisation} segments={(segments.data.data[0]?.number ?? 0) + 1} />
      <HoldsTable organisation={organisation} />
      <PaymentsTable organisation={organisation} />
      <EntriesTable organisation={organisation} />
      <AlertsTable organisation={organisation} />
      {(mayAdjust || permissions.has("finance:read")) && <Adjustments organisation={organisation} />}
      <ChainTable segments={segments.data.data} />
      {mayAdjust && parameters.get("dialog") === "adjust" && (
        <AdjustDialog organisation={organisation} close={() => change({ dialog: null }, true)} />
      )}
    </Page>
  );
}

function NoAccount({ organisation }: { organisation: string }) {
  return (
    <div class="card note" role="status">
      <p>
        {organisation === "" ? "No organisation is named in the address." : `${organisation} has no account.`}{" "}
        Check the spelling, or <Link href={HOME}>search for it</Link>.
      </p>
    </div>
  );
}

function Profile({ organisation }: { organisation: string }) {
  const { data } = useAccountPart("/v1/billing_profile", organisation);
  if (!data) return null;
  const known = [data.legal_name, data.email, data.vat_id, data.address?.country].filter(Boolean);
  return <p class="small breakable">{known.length > 0 ? known.join(" · ") : "No billing profile"}</p>;
}

function Summary({ organisation, segments }: { organisation: string; segments: number }) {
  const { f, t } = useI18n();
  const query = useAccountPart("/v1/usage/months/{month}", organisation, { path: { month: "current" } });
  const { data } = query;
  if (!data) return <>{loadingOrError(query, "the balance", <SkeletonRows rows={3} />)}</>;
  const orNone = (amount: string | null) => (amount === null ? "None" : f.exact(amount));
  const figures: [string, string][] = [
    ["Balance", f.exact(data.balance)],
    ["Held", f.exact(data.held)],
    ["Available", f.exact(data.available)],
    [`Used in ${f.month(data.month)}`, f.exact(data.used)],
    ["Alert threshold", orNone(data.alert_threshold)],
    ["Allowed limit", orNone(data.allowed_limit)],
    ["Remaining", orNone(data.remaining)],
    ["Segments", f.count(segments)],
  ];
  const tone = data.status === "ok" ? "good" : data.status === "alert" ? "warn" : "bad";
  return (
    <section class="card account-summary" aria-labelledby="summary">
      <div class="month-summary-head">
        <h2 id="summary">Balance and limits</h2>
        <span class="chip" data-tone={tone}>
          <Icon name={tone === "good" ? "check" : tone === "warn" ? "alert" : "stop"} />
          {t.status[data.status]}
        </span>
      </div>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="small">
        Updated <time dateTime={data.updated_at}>{f.moment(data.updated_at, data.time_zone)}</time>,{" "}
        {data.time_zone}
      </p>
    </section>
  );
}

function Adjustments({ organisation }: { organisation: string }) {
  const query = useAdjustments(organisation);
  const found = query.data?.pages.flatMap(({ data }) => data);
  if (!found) return <>{loadingOrError(query, "adjustments", <SkeletonRows rows={3} />)}</>;
  return <AdjustmentsTable adjustments={found} isOfOne />;
}
