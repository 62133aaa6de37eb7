import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { useIsNew } from "../api/new-account";
import { useOverview, type Overview } from "../api/queries";
import { daysOf, isMonth, today } from "../calendar";
import { toCsv, saveFile } from "../csv";
import { useI18n } from "../i18n/i18n";
import { compareMoney, greatest, isZero, ratio } from "../money";
import { AccountActions } from "../components/account-actions";
import { Toggle } from "../components/controls";
import { Icon } from "../components/icons";
import { DownloadCsv } from "../components/csv-download";
import { Deferred } from "../components/deferred";
import { MonthSwitcher } from "../components/month-switcher";
import { Page } from "../components/page";
import { MonthSummary, MonthSummarySkeleton } from "../components/month-summary";
import { Share } from "../components/shares";
import { SortableHead, useSorting } from "../components/sorting";
import { loadingOrError } from "../components/state";
import { SkeletonRows, Table } from "../components/table";
import { useQueryState } from "../query-state";
import { lazy } from "../lazy";
import { Link } from "../router";
import { NotFoundView } from "./not-found";
import { isCurrentMonth, lastDay } from "../month-status";

const FirstSteps = lazy(
  async () => (await import("../components/first-steps")).FirstSteps,
  (failed) => failed,
);
const MonthCurve = lazy(
  async () => (await import("../components/month-curve")).MonthCurve,
  (failed) => failed,
);

const Spending = lazy(
  async () => (await import("../components/spending")).Spending,
  (failed) => failed,
);

export function OverviewView() {
  const { t, f } = useI18n();
  const [parameters] = useQueryState();
  const asked = parameters.get("month") ?? "";
  const month = isMonth(asked) ? asked : "current";
  const query = useOverview(month);
  const wasChanged = useChanged(month);
  const shown = query.data?.month ?? (month === "current" ? today("UTC").slice(0, 7) : month);
  // Such as a month that is still to come.
  if (query.error instanceof ApiError && query.error.status === 404) return <NotFoundView />;
  return (
    <Page
      title={t.overview.title}
      windowTitle={`${t.overview.title}, ${f.month(shown)}`}
      subtitle={<MonthSwitcher month={shown} />}
      actions={<AccountActions />}
    >
      <p class="hidden" role="status">
        {wasChanged && query.data && `${f.month(shown)}: ${f.money(query.data.used)} ${t.overview.used}`}
      </p>
      {query.data ? (
        <OverviewContent overview={query.data} receivedAt={query.dataUpdatedAt} key="ready" />
      ) : (
        loadingOrError(query, t.overview.what, <Skeleton month={shown} />, t.usageFailed)
      )}
    </Page>
  );
}

/** Whether the value has ever been another one. */
function useChanged(value: string): boolean {
  const first = useRef(value);
  const changed = useRef(false);
  changed.current ||= first.current !== value;
  return changed.current;
}

function Skeleton({ month }: { month: string }) {
  return (
    <>
      <MonthSummarySkeleton />
      <span class="skeleton chart" />
      <div class="columns">
        <SkeletonRows rows={daysOf(month, today("UTC")).length} />
        <SkeletonRows rows={5} />
      </div>
    </>
  );
}

function OverviewContent({ overview, receivedAt }: { overview: Overview; receivedAt: number }) {
  const { t, f } = useI18n();
  const isUnused = overview.days.length === 0;
  const isNew = useIsNew(overview) && isCurrentMonth(overview);
  return (
    <>
      <MonthSummary overview={overview} receivedAt={receivedAt} isNew={isNew} />
      {isNew ? (
        <FirstSteps />
      ) : isUnused ? (
        <p class="card note">
          {isCurrentMonth(overview)
            ? t.overview.empty(f.monthName(overview.month))
            : t.overview.unused(f.month(overview.month))}{" "}
          <Link href="/pricing">{t.overview.emptyLink}</Link>
        </p>
      ) : (
        <>
          {lastDay(overview) !== `${overview.month}-01` && (
            <Deferred placeholder={<span class="skeleton chart" />}>
              <section class="card chart-card">
                <MonthCurve overview={overview} key={overview.month} />
              </section>
            </Deferred>
          )}
          <div class="columns">
            <Deferred placeholder={<SkeletonRows rows={daysOf(overview.month, lastDay(overview)).length} />}>
              <Breakdown overview={overview} />
            </Deferred>
            <Deferred placeholder={<SkeletonRows rows={5} />}>
              <Spending overview={overview} key={overview.month} />
            </Deferred>
          </div>
        </>
      )}
    </>
  );
}

function Breakdown({ overview }: { overview: Overview }) {
  const { t, f } = useI18n();
  const [exact, setExact] = useState(false);
  const found = new Map(overview.days.map((day) => [day.date, day]));
  const days = daysOf(overview.month, lastDay(overview));
  const most = greatest(...overview.days.map((day) => day.cost));
  const amount = exact ? f.exact : f.money;
  const sorting = useSorting(
    days.map((date) => ({ date, operations: 0, cost: "0.00", ...found.get(date) })),
    {
      day: (a, b) => (a.date < b.date ? -1 : 1),
      operations: (a, b) => a.operations - b.operations,
      cost: (a, b) => compareMoney(a.cost, b.cost),
    },
  );
  const operations = overview.days.reduce((sum, day) => sum + day.operations, 0);
  function download() {
    const rows = days.map((day) => [
      day,
      `${found.get(day)?.operations ?? 0}`,
      found.get(day)?.cost ?? "0.00",
    ]);
    saveFile(`usage-${overview.month}.csv`, [toCsv([["date", "operations", "cost_eur"], ...rows])]);
  }
  return (
    <Table
      id="breakdown"
      caption={t.overview.breakdown(f.month(overview.month), overview.time_zone)}
      class="daily"
      tools={
        <>
          <Toggle pressed={exact} toggle={() => setExact(!exact)}>
            {t.exact}
          </Toggle>
          <button type="button" class="button quiet" onClick={download}>
            <Icon name="download" />
            {t.downloadCsv}
          </button>
          <DownloadCsv
            paths={overview.days.map(({ date }) => `/v1/usage/days/${date}`)}
            query={{}}
            name={`entries-${overview.month}.csv`}
            label={t.entriesCsv}
          />
        </>
      }
    >
      <thead>
        <tr>
          <SortableHead column="day" sorting={sorting}>
            {t.overview.day}
          </SortableHead>
          <SortableHead column="operations" sorting={sorting} isNumber>
            {t.overview.operations}
          </SortableHead>
          <SortableHead column="cost" sorting={sorting} isNumber>
            {t.overview.cost}
          </SortableHead>
          <td class="share" />
        </tr>
      </thead>
      <tbody>
        {sorting.sorted.map((day) => (
          <tr key={day.date} data-quiet={!found.has(day.date)}>
            <th scope="row">
              <Link href={`/day/${day.date}`}>{f.day(day.date)}</Link>
            </th>
            <td class="number">{f.count(day.operations)}</td>
            <td class="number">{amount(day.cost)}</td>
            <td class="share">{!isZero(day.cost) && <Share of={ratio(day.cost, most)} />}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t.total}</th>
          <td class="number">{f.count(operations)}</td>
          <td class="number">{amount(overview.used)}</td>
          <td class="share" />
        </tr>
      </tfoot>
    </Table>
  );
}
