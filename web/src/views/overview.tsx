import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import { useIsNew } from "../api/new-account";
import { useOverview, type Overview } from "../api/queries";
import { daysOf, isMonth, today } from "../calendar";
import { toCsv, saveFile } from "../csv";
import { useI18n } from "../i18n/i18n";
import { greatest, isZero, ratio } from "../money";
import { AccountActions } from "../components/account-actions";
import { Toggle } from "../components/controls";
import { Icon } from "../components/icons";
import { Deferred } from "../components/deferred";
import { MonthSwitcher } from "../components/month-switcher";
import { Page } from "../components/page";
import { MonthSummary, MonthSummarySkeleton } from "../components/month-summary";
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
        <div class="columns">
          <Deferred placeholder={<SkeletonRows rows={daysOf(overview.month, lastDay(overview)).length} />}>
            <Breakdown overview={overview} />
          </Deferred>
          <Deferred placeholder={<SkeletonRows rows={5} />}>
            <Categories overview={overview} />
          </Deferred>
        </div>
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
        </>
      }
    >
      <thead>
        <tr>
          <th scope="col">{t.overview.day}</th>
          <th scope="col" class="number">
            {t.overview.operations}
          </th>
          <th scope="col" class="number">
            {t.overview.cost}
          </th>
          <td class="share" />
        </tr>
      </thead>
      <tbody>
        {days.map((day) => {
          const total = found.get(day);
          return (
            <tr key={day} data-quiet={!total}>
              <th scope="row">
                <Link href={`/day/${day}`}>{f.day(day)}</Link>
              </th>
              <td class="number">{f.count(total?.operations ?? 0)}</td>
              <td class="number">{amount(total?.cost ?? "0.00")}</td>
              <td class="share">{total && <Share of={ratio(total.cost, most)} />}</td>
            </tr>
          );
        })}
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

function Categories({ overview }: { overview: Overview }) {
  const { t, f } = useI18n();
  const most = greatest(...overview.categories.map((category) => category.cost));
  const sorted = [...overview.categories].sort((a, b) => ratio(b.cost, most) - ratio(a.cost, most));
  return (
    <section class="card categories" aria-labelledby="categories">
      <h2 id="categories">{t.overview.byCategory}</h2>
      <dl>
        {sorted.map((category) => (
          <div key={category.category}>
            <dt>{category.category}</dt>
            <dd>
              <b>{f.money(category.cost)}</b>{" "}
              <span class="small">
                {isZero(overview.used) ? "" : f.percent(ratio(category.cost, overview.used))}
              </span>
              <Share of={ratio(category.cost, most)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Share({ of }: { of: number }) {
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ inlineSize: `${Math.max(of * 100, 1)}%` }} />
    </span>
  );
}
