import { useState } from "preact/hooks";
import { useHistory, useOverview, type YearUsage } from "../api/queries";
import { today } from "../calendar";
import { toCsv, saveFile } from "../csv";
import { useI18n } from "../i18n/i18n";
import { isZero, minus, ratio } from "../money";
import { CostChart } from "../components/cost-chart";
import { Toggle } from "../components/controls";
import { Icon } from "../components/icons";
import { Deferred } from "../components/deferred";
import { Page } from "../components/page";
import { StepLink } from "../components/step-link";
import { loadingOrError } from "../components/state";
import { SkeletonRows, Table } from "../components/table";
import { useQueryState } from "../query-state";
import { Link } from "../router";

type Month = YearUsage["months"][number];

export function HistoryView() {
  const { t, f } = useI18n();
  const [parameters] = useQueryState();
  const current = useOverview("current").data?.month ?? today("UTC").slice(0, 7);
  const asked = parameters.get("year") ?? "";
  const year = /^2\d{3}$/.test(asked) ? Number(asked) : Number(current.slice(0, 4));
  const query = useHistory(year);
  // January is compared with December of the previous year.
  const before = useHistory(year - 1, query.data?.months[0]?.month === `${year}-01`);
  const december = before.data?.months.at(-1);
  return (
    <Page
      title={t.history.title}
      windowTitle={`${t.history.title}, ${year}`}
      subtitle={<YearSwitcher year={year} current={Number(current.slice(0, 4))} />}
    >
      <p class="hidden" role="status">
        {asked !== "" && query.data && `${t.history.total(year)}: ${f.money(query.data.total)}`}
      </p>
      {query.data
        ? yearContent(query.data, december, current, t.history.empty(year))
        : loadingOrError(
            query,
            t.history.what,
            <>
              <span class="skeleton chart" />
              <SkeletonRows rows={12} />
            </>,
            t.usageFailed,
          )}
    </Page>
  );
}

function yearContent(history: YearUsage, december: Month | undefined, current: string, empty: string) {
  if (history.months.every((month) => month.operations === 0 && isZero(month.cost)))
    return <p class="card note">{empty}</p>;
  return (
    <>
      <Chart history={history} current={current} />
      <Deferred placeholder={<SkeletonRows rows={12} />}>
        <Months history={history} december={december} current={current} />
      </Deferred>
    </>
  );
}

function YearSwitcher({ year, current }: { year: number; current: number }) {
  const { t } = useI18n();
  return (
    <div class="switcher">
      <StepLink icon="left" href={`/history?year=${year - 1}`} label={t.history.previous(year - 1)} />
      <b>{year}</b>
      <StepLink
        icon="right"
        href={year < current ? `/history?year=${year + 1}` : undefined}
        label={t.history.next(year + 1)}
      />
    </div>
  );
}

function Chart({ history, current }: { history: YearUsage; current: string }) {
  const { t } = useI18n();
  return (
    <div class="card chart-card">
      <CostChart history={history} current={current} />
      <p class="legend small">
        {history.months.some((month) => month.allowed_limit !== null) && (
          <span>
            <span class="key" data-key="limit" /> {t.history.legendLimit}
          </span>
        )}
        {history.months.some((month) => month.month === current) && (
          <span>
            <span class="key" data-key="now" /> {t.history.legendNow}
          </span>
        )}
      </p>
    </div>
  );
}

/** The months, newest first, with the change from the previous month. The current month is not compared. */
export function monthRows(
  months: Month[],
  december: Month | undefined,
  current: string,
): { month: Month; change: number | null }[] {
  return months
    .map((month, index) => {
      const before = index === 0 ? december : months[index - 1];
      const comparable = before && !isZero(before.cost) && month.month !== current;
      return { month, change: comparable ? ratio(minus(month.cost, before.cost), before.cost) : null };
    })
    .reverse();
}

function Months(props: { history: YearUsage; december: Month | undefined; current: string }) {
  const { history, december, current } = props;
  const { t, f } = useI18n();
  const h = t.history;
  const [exact, setExact] = useState(false);
  const amount = exact ? f.exact : f.money;
  function download() {
    const head = ["month", "operations", "days_with_use", "cost_eur", "allowed_limit_eur"];
    const lines = history.months.map((month) => [
      month.month,
      String(month.operations),
      String(month.days_with_use),
      month.cost,
      month.allowed_limit ?? "",
    ]);
    saveFile(`usage-${history.year}.csv`, [toCsv([head, ...lines])]);
  }
  return (
    <Table
      id="months"
      caption={h.caption(history.year)}
      class="cards"
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
          <th scope="col">{h.month}</th>
          <th scope="col" class="number">
            {t.overview.cost}
          </th>
          <th scope="col" class="number">
            {h.change}
          </th>
          <th scope="col" class="number">
            {h.limit}
          </th>
          <th scope="col" class="number">
            {h.days}
          </th>
          <th scope="col" class="number">
            {h.operations}
          </th>
        </tr>
      </thead>
      <tbody>
        {monthRows(history.months, december, current).map(({ month, change }) => (
          <tr key={month.month} data-quiet={month.operations === 0}>
            <th scope="row">
              <Link href={month.month === current ? "/" : `/?month=${month.month}`}>
                {f.month(month.month)}
              </Link>
              {month.month === current && <span class="small"> {h.soFar}</span>}
            </th>
            <td class="number" data-label={t.overview.cost}>
              {amount(month.cost)}
            </td>
            <td class="number" data-label={h.change}>
              {change === null ? "–" : f.change(change)}
            </td>
            <td class="number" data-label={h.limit}>
              {month.allowed_limit === null ? h.noLimit : f.money(month.allowed_limit)}
            </td>
            <td class="number" data-label={h.days}>
              {f.count(month.days_with_use)}
            </td>
            <td class="number" data-label={h.operations}>
              {f.count(month.operations)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{h.total(history.year)}</th>
          <td class="number" data-label={t.overview.cost}>
            {amount(history.total)}
          </td>
          <td colSpan={4} />
        </tr>
      </tfoot>
    </Table>
  );
}
