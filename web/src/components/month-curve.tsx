import { useState } from "preact/hooks";
import type { Overview } from "../api/queries";
import { addDays, addMonths, daysOf } from "../calendar";
import { useI18n } from "../i18n/i18n";
import { greatest, plus, type Money } from "../money";
import { lastDay, outlookOf } from "../month-status";
import { Link } from "../router";
import { Chart, scaleTo } from "./chart";

/** A day, what was used on it, and what had been used in the month at its end. */
interface Point {
  date: string;
  cost: Money;
  sum: Money;
}

/** The days of the month so far, oldest first. */
export function pointsOf(
  overview: Pick<Overview, "month" | "time_zone" | "updated_at"> & { days: Pick<Point, "date" | "cost">[] },
): Point[] {
  const costs = new Map(overview.days.map(({ date, cost }) => [date, cost]));
  let sum = "0.00";
  return daysOf(overview.month, lastDay(overview))
    .reverse()
    .map((date) => {
      const cost = costs.get(date) ?? "0.00";
      sum = plus(sum, cost);
      return { date, cost, sum };
    });
}

/** What was used in the month, added up day by day, against the limit and the forecast. */
export function MonthCurve({ overview }: { overview: Overview }) {
  const { t, f } = useI18n();
  const { month, allowed_limit: limit } = overview;
  const points = pointsOf(overview);
  const end = addDays(`${addMonths(month, 1)}-01`, -1);
  const days = Number(end.slice(8));
  const [chosen, move] = useState<number | null>(null);
  const last = points.length - 1;
  const at = Math.min(chosen ?? last, last);
  const read = points[at];
  const now = points[last];
  const forecast = Object.keys(outlookOf(overview)).length > 0 ? overview.forecast?.month_end : undefined;
  if (!read || !now) return null;
  const scale = scaleTo(greatest(now.sum, limit ?? "0.00", forecast ?? "0.00"));
  const line = points.map(({ sum }, day) => `${day},${scale.y(sum)}`).join(" ");
  const text = t.curve.reading(f.money(read.sum), f.money(read.cost));
  const atAmount = (amount: Money) => ({ y1: scale.y(amount), y2: scale.y(amount) });
  const cursor = { label: t.overview.day, count: days, first: 0, last, at, move };
  return (
    <>
      <h2>{t.curve.title(f.month(month))}</h2>
      <Chart
        label={t.curve.chart(f.month(month))}
        scale={scale}
        hasSlots={false}
        cursor={{ ...cursor, text: `${f.longDay(read.date)}: ${text}` }}
      >
        <svg
          viewBox={`0 0 ${days - 1} ${scale.height}`}
          preserveAspectRatio="none"
          height={scale.height}
          class="curve"
        >
          <polygon class="area" points={`0,${scale.floor} ${line} ${last},${scale.floor}`} />
          {limit !== null && <line class="limit" x1="0" x2={days - 1} {...atAmount(limit)} />}
          {forecast !== undefined && (
            <line class="forecast" x1={last} x2={days - 1} y1={scale.y(now.sum)} y2={scale.y(forecast)} />
          )}
          <line class="at" x1={at} x2={at} y1={scale.y(read.sum)} y2={scale.floor} />
          <polyline class="line" points={line} />
          <path class="dot" d={`M${at},${scale.y(read.sum)}h0`} />
        </svg>
        <text class="axis" x="0" y={scale.height - 8}>
          {f.shortDay(`${month}-01`)}
        </text>
        <text class="axis" x="100%" y={scale.height - 8} text-anchor="end">
          {f.shortDay(end)}
        </text>
      </Chart>
      <p class="reading">
        <Link href={`/day/${read.date}`}>{f.day(read.date)}</Link> {text}
      </p>
      <p class="legend small">
        {limit !== null && (
          <span>
            <span class="key" data-key="limit" /> {t.overview.bar.limit} {f.money(limit)}
          </span>
        )}
        {forecast !== undefined && (
          <span>
            <span class="key" data-key="forecast" /> {t.curve.forecast(f.money(forecast), f.day(end))}
          </span>
        )}
      </p>
    </>
  );
}
