import { useState } from "preact/hooks";
import "../styles/categories.css";
import type { Overview } from "../api/queries";
import { useSpending, withEnd, type DayRange, type Group, type Grouping } from "../api/spending";
import { addDays, addMonths, isDay } from "../calendar";
import { useI18n } from "../i18n/i18n";
import { compareMoney, plus } from "../money";
import { isCurrentMonth, lastDay } from "../month-status";
import { Toggle } from "./controls";
import { useCategoryName, useServiceName } from "./price-names";
import { Shares } from "./shares";
import { LoadError } from "./state";

const GROUPINGS: Grouping[] = ["category", "operation", "member"];

/** What usage was spent on, and by whom: in the month at first, and in any other range. */
export function Spending({ overview }: { overview: Overview }) {
  const { t } = useI18n();
  const o = t.overview;
  const end = addDays(`${addMonths(overview.month, 1)}-01`, -1);
  const month = { from: `${overview.month}-01`, to: end < lastDay(overview) ? end : lastDay(overview) };
  const [by, setBy] = useState(GROUPINGS[0] ?? "category");
  const [chosen, choose] = useState<DayRange | null>(null);
  return (
    <section class="card categories" aria-labelledby="spending">
      <h2 id="spending">{o.spending}</h2>
      <div class="actions">
        {GROUPINGS.map((each) => (
          <Toggle key={each} pressed={each === by} toggle={() => setBy(each)}>
            {o.by[each]}
          </Toggle>
        ))}
      </div>
      <Range range={chosen ?? month} last={lastDay(overview)} change={choose} />
      <Groups overview={overview} range={chosen ?? month} isMonth={!chosen} by={by} key={by} />
    </section>
  );
}

function Range(props: { range: DayRange; last: string; change: (range: DayRange) => void }) {
  const { t } = useI18n();
  const day = (end: keyof DayRange) => (
    <label>
      <span>{t.spending[end]}</span>
      <input
        type="date"
        value={props.range[end]}
        max={props.last}
        required
        onChange={({ currentTarget: { value } }) =>
          isDay(value) && value <= props.last && props.change(withEnd(props.range, end, value))
        }
      />
    </label>
  );
  return (
    <div class="filters">
      {day("from")}
      {day("to")}
    </div>
  );
}

/** The categories of the month are in the overview; all else is summed by the API. */
function Groups(props: { overview: Overview; range: DayRange; isMonth: boolean; by: Grouping }) {
  const { overview, range, by } = props;
  const { t, f } = useI18n();
  const isKnown = props.isMonth && by === "category";
  const query = useSpending(range, by, isCurrentMonth(overview) ? overview.used : "", !isKnown);
  const nameOf = useGroupName(by);
  const groups = isKnown
    ? overview.categories
        .map(({ category, cost }): Group => ({ name: category, cost }))
        .sort((a, b) => compareMoney(b.cost, a.cost))
    : query.data;
  if (!groups && (query.isPaused || query.isError))
    return <LoadError error={query.error} retry={() => void query.refetch()} />;
  if (!groups)
    return (
      <p class="small" role="status">
        {t.preparing}
      </p>
    );
  const total = groups.reduce((sum, { cost }) => plus(sum, cost), "0.00");
  return (
    <>
      <p class="small" role="status">
        {t.spending.total(f.money(total), f.day(range.from), f.day(range.to))}
      </p>
      <Shares groups={groups.map(({ name, cost }) => ({ name: nameOf(name), cost }))} total={total} />
    </>
  );
}

function useGroupName(by: Grouping): (name: string | null) => string {
  const { t } = useI18n();
  const [categoryOf, serviceOf] = [useCategoryName(), useServiceName(by === "operation")];
  const nameOf = { category: categoryOf, operation: serviceOf, member: (id: string) => id }[by];
  return (name) => (name === null ? t.noMember : nameOf(name));
}
