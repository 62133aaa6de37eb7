import { useEffect, useState } from "preact/hooks";
import { usePrices, type DayUsage } from "../api/queries";
import { useDay } from "../api/day";
import { addDays, isDay, today } from "../calendar";
import { useI18n } from "../i18n/i18n";
import { useTimeZone } from "../member";
import { DayTable } from "../components/day-table";
import { Icon } from "../components/icons";
import { LoadMore } from "../components/load-more";
import { hrefOf } from "../components/month-switcher";
import { Page } from "../components/page";
import { loadingOrError } from "../components/state";
import { SkeletonRows } from "../components/table";
import { useQueryState } from "../query-state";
import { focusSearch } from "../search";
import { NotFoundView } from "./not-found";
import { Link } from "../router";

export function DayView({ date }: { date: string }) {
  const { t, f } = useI18n();
  const zone = useTimeZone();
  const [parameters, change] = useQueryState();
  const category = parameters.get("category") ?? "";
  const search = parameters.get("search") ?? "";
  const query = useDay(date, category, search);
  if (!isDay(date) || date > today(zone ?? "UTC")) return <NotFoundView />;
  const first = query.data?.pages[0];
  const shown = query.data?.pages.flatMap((page) => page.data).length ?? 0;
  const isFiltered = category !== "" || search !== "";
  return (
    <Page
      title={t.day.title(f.longDay(date))}
      eyebrow={
        <>
          <Link href={hrefOf(date.slice(0, 7), today(zone ?? "UTC").slice(0, 7))}>
            {f.month(date.slice(0, 7))}
          </Link>
          {" › "}
          {t.day.view}
        </>
      }
      subtitle={<DaySwitcher date={date} last={today(zone ?? "UTC")} zone={first?.time_zone ?? zone} />}
      actions={<Summary day={first} />}
    >
      <Filters category={category} search={search} change={change} />
      <p class="hidden" role="status">
        {first && isFiltered && (shown === 0 ? t.day.noMatch : t.more.shown(f.count(shown)))}
      </p>
      {first ? (
        <Entries
          query={query}
          day={first}
          filter={{ ...(category && { category }), ...(search && { search }) }}
          change={change}
        />
      ) : (
        loadingOrError(query, t.day.what, <SkeletonRows rows={12} />, t.usageFailed)
      )}
    </Page>
  );
}

function DaySwitcher({ date, last, zone }: { date: string; last: string; zone: string | undefined }) {
  const { t, f } = useI18n();
  const before = addDays(date, -1);
  const after = addDays(date, 1);
  return (
    <div class="switcher">
      <Link class="button plain" href={`/day/${before}`} aria-label={t.day.previous(f.day(before))}>
        <Icon name="left" /> {f.shortDay(before)}
      </Link>
      <b>{f.shortDay(date)}</b>
      {after <= last && (
        <Link class="button plain" href={`/day/${after}`} aria-label={t.day.next(f.day(after))}>
          {f.shortDay(after)} <Icon name="right" />
        </Link>
      )}
      <span class="small">{zone}</span>
    </div>
  );
}

/** Keeps its height while the figures are loading. */
function Summary({ day }: { day: DayUsage | undefined }) {
  const { t, f } = useI18n();
  return (
    <p class="lead">
      <b>{day ? f.money(day.total) : "\u00a0"}</b>
      {day && ` · ${t.day.summary(f.count(day.operations), f.form(String(day.operations)) === "one")}`}
    </p>
  );
}

type Filter = Record<string, string>;
type Change = ReturnType<typeof useQueryState>[1];

const SEARCH_DELAY_MS = 300;

function Filters({ category, search, change }: { category: string; search: string; change: Change }) {
  const { t } = useI18n();
  const prices = usePrices();
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  useEffect(() => {
    if (typed === search) return;
    const timer = setTimeout(() => change({ search: typed }, true), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const categories = [...new Set(prices.data?.data.map((price) => price.category))];
  if (category && !categories.includes(category)) categories.push(category);
  return (
    <div class="filters" role="search">
      <label>
        <span>{t.day.category}</span>
        <select value={category} onChange={(event) => change({ category: event.currentTarget.value }, true)}>
          <option value="">{t.day.all}</option>
          {categories.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <label>
        <span>{t.search}</span>
        <input
          type="search"
          value={typed}
          maxLength={100}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && setTyped("")}
        />
      </label>
    </div>
  );
}

function Entries(props: { query: ReturnType<typeof useDay>; day: DayUsage; filter: Filter; change: Change }) {
  const { t } = useI18n();
  const { query, day } = props;
  const entries = query.data?.pages.flatMap((page) => page.data) ?? [];
  const isFiltered = Object.keys(props.filter).length > 0;
  if (entries.length === 0 && !query.hasNextPage)
    return (
      <p class="card note">
        {isFiltered ? t.day.noMatch : t.day.empty}{" "}
        {isFiltered && (
          <button
            type="button"
            class="button quiet"
            onClick={() => {
              focusSearch();
              props.change({ category: null, search: null });
            }}
          >
            {t.day.showAll}
          </button>
        )}
      </p>
    );
  return (
    <>
      <DayTable day={day} entries={entries} filter={props.filter} isComplete={!query.hasNextPage} />
      <LoadMore
        query={query}
        all={isFiltered ? undefined : day.operations}
        key={JSON.stringify(props.filter)}
      />
    </>
  );
}
