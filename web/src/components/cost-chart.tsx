import { useState } from "preact/hooks";
import type { YearUsage } from "../api/queries";
import { addMonths } from "../calendar";
import { useI18n } from "../i18n/i18n";
import { greatest, isLess, isZero, wholeEuros, type Money } from "../money";
import { Link } from "../router";
import { Chart, scaleTo, type Scale } from "./chart";
import { hrefOf } from "./month-switcher";

type Month = YearUsage["months"][number];

const SLOT = 100 / 12;

const place = ({ month }: Month): number => Number(month.slice(5)) - 1;

/**
 * The months of a year as bars, beside those of the year before, with their amounts where there is room. The cursor
 * reads off any of them, and the table below has them exactly.
 */
export function CostChart(props: { history: YearUsage; before: YearUsage | undefined; current: string }) {
  const { history, current } = props;
  const { t, f } = useI18n();
  const { months } = history;
  const earlier = props.before?.months.filter(({ cost }) => !isZero(cost)) ?? [];
  const limits = months.flatMap((month) => month.allowed_limit ?? []);
  const scale = scaleTo(greatest(...[...months, ...earlier].map(({ cost }) => cost), ...limits));
  const last = months.at(-1);
  const [at, move] = useState(last ? place(last) : 0);
  const read = months.find((month) => place(month) === at) ?? last;
  if (!read) return null;
  const yearAgo = earlier.find(({ month }) => month === addMonths(read.month, -12));
  const parts = [
    f.money(read.cost),
    read.allowed_limit !== null && `${t.history.limit} ${f.money(read.allowed_limit)}`,
    yearAgo && `${f.month(yearAgo.month)} ${f.money(yearAgo.cost)}`,
  ];
  const text = parts.filter(Boolean).join(" · ");
  return (
    <div class="card chart-card">
      <Chart
        label={t.history.chart(history.year)}
        scale={scale}
        hasSlots
        cursor={{
          label: t.history.month,
          count: 12,
          first: months[0] ? place(months[0]) : 0,
          last: last ? place(last) : 0,
          at,
          move,
          text: `${f.month(read.month)}: ${text}`,
        }}
      >
        <defs>
          <pattern
            id="hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="hatch-ground" width="6" height="6" />
            <rect class="hatch-line" width="2.5" height="6" />
          </pattern>
        </defs>
        {earlier.map((month) => (
          <Bar key={month.month} month={month} scale={scale} from={0.06} width={0.3} class="earlier" />
        ))}
        {months.map((month) => (
          <Bar
            key={month.month}
            month={month}
            scale={scale}
            from={earlier.length > 0 ? 0.3 : 0.2}
            width={0.6}
            class={month.month === current ? "now" : "past"}
          />
        ))}
        {earlier
          .filter((month) => !months.some((each) => place(each) === place(month)))
          .map((month) => (
            <MonthName key={month.month} month={month} scale={scale} class="minor" />
          ))}
        {months.map((month) => (
          <MonthMarks key={month.month} month={month} scale={scale} isRead={month === read} />
        ))}
      </Chart>
      <p class="reading">
        <Link href={hrefOf(read.month, current)}>{f.month(read.month)}</Link> {text}
      </p>
      <Legend history={history} hasEarlier={earlier.length > 0} current={current} />
    </div>
  );
}

function Bar(props: { month: Month; scale: Scale; from: number; width: number; class: string }) {
  const { y, floor } = props.scale;
  const { cost } = props.month;
  return (
    <rect
      class={props.class}
      x={`${(place(props.month) + props.from) * SLOT}%`}
      width={`${props.width * SLOT}%`}
      y={y(cost)}
      height={Math.max(floor - y(cost), 1)}
      rx="3"
    />
  );
}

/** The limit of a month, its amount and its name. */
function MonthMarks({ month, scale, isRead }: { month: Month; scale: Scale; isRead: boolean }) {
  const { f } = useI18n();
  const start = place(month) * SLOT;
  const x = `${start + SLOT / 2}%`;
  const lineAt = (amount: Money) => ({ y1: scale.y(amount), y2: scale.y(amount) });
  return (
    <g>
      {month.allowed_limit !== null && (
        <line
          class="limit"
          x1={`${start + SLOT * 0.08}%`}
          x2={`${start + SLOT * 0.92}%`}
          {...lineAt(month.allowed_limit)}
        />
      )}
      <text class="axis value" x={x} y={scale.y(month.cost) - 6} text-anchor="middle">
        {isLess(month.cost, "10.00") ? f.money(month.cost) : f.short(wholeEuros(month.cost))}
      </text>
      <MonthName
        month={month}
        scale={scale}
        class={isRead ? "read" : place(month) % 2 === 1 ? "minor" : ""}
      />
    </g>
  );
}

function MonthName(props: { month: Month; scale: Scale; class: string }) {
  const { f } = useI18n();
  const x = `${(place(props.month) + 0.5) * SLOT}%`;
  return (
    <text class={`axis ${props.class}`} x={x} y={props.scale.height - 8} text-anchor="middle">
      {f.shortMonth(props.month.month)}
    </text>
  );
}

function Legend(props: { history: YearUsage; hasEarlier: boolean; current: string }) {
  const { year, months } = props.history;
  const { t } = useI18n();
  return (
    <p class="legend small">
      {props.hasEarlier && (
        <>
          <span>
            <span class="key" data-key="used" /> {year}
          </span>
          <span>
            <span class="key" data-key="earlier" /> {year - 1}
          </span>
        </>
      )}
      {months.some((month) => month.allowed_limit !== null) && (
        <span>
          <span class="key" data-key="limit" /> {t.history.legendLimit}
        </span>
      )}
      {months.some((month) => month.month === props.current) && (
        <span>
          <span class="key" data-key="now" /> {t.history.legendNow}
        </span>
      )}
    </p>
  );
}
