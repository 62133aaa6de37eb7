import { useState } from "preact/hooks";
import { useHistory, useOverview, type YearUsage } from "../api/queries";
import { today } from "../calendar";
import { toCsv, saveFile } from "../csv";
import { useI18n } from "../i18n/i18n";
import { compareMoney, isZero, minus, ratio } from "../money";
import { CostChart } from "../components/cost-chart";
import { Toggle } from "../components/controls";
import { Icon } from "../components/icons";
import { Deferred } from "../components/deferred";
import { Page } from "../components/page";
import { StepLink } from "../components/step-link";
import { SortableHead, useSorting } from "../components/sorting";
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
  const before = useHistory(year - 1).data;
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
        ? yearContent(query.data, before, current, t.history.empty(year))
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

function yearContent(history: YearUsage, before: YearUsage | undefined, current: string, empty: string) {
  if (history.months.every((month) => month.operations === 0 && isZero(month.cost)))
    return <p class="card note">{empty}</p>;
  return (
    <>
      <CostChart history={history} before={before} current={current} key={history.year} />
      <Deferred placeholder={<SkeletonRows rows={12} />}>
        <Months history={history} december={before?.months.at(-1)} current={current} />
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

/**
 * The months, newest first, with the change from the previous month: of January from December of the year before. The
 * current month is not compared.
 */
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
  const sorting = useSorting(monthRows(history.months, december, current), {
    month: (a, b) => (a.month.month < b.month.month ? -1 : 1),
    cost: (a, b) => compareMoney(a.month.cost, b.month.cost),
    change: (a, b) => (a.change ?? -Infinity) - (b.change ?? -Infinity),
    days: (a, b) => a.month.days_with_use - b.month.days_with_use,
    operations: (a, b) => a.month.operations - b.month.operations,
  });
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
          <SortableHead column="month" sorting={sorting}>
            {h.month}
          </SortableHead>
          <SortableHead column="cost" sorting={sorting} isNumber>
            {t.overview.cost}
          </SortableHead>
          <SortableHead column="change" sorting={sorting} isNumber>
            {h.change}
          </SortableHead>
          <th scope="col" class="number">
            {h.limit}
          </th>
          <SortableHead column="days" sorting={sorting} isNumber>
            {h.days}
          </SortableHead>
          <SortableHead column="operations" sorting={sorting} isNumber>
            {h.operations}
          </SortableHead>
        </tr>
      </thead>
      <tbody>
        {sorting.sorted.map(({ month, change }) => (
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
