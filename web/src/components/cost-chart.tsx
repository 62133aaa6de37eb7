import type { YearUsage } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { greatest, isLess, toNanos, ratio, wholeEuros, type Money } from "../money";

const HEIGHT = 220;
const FLOOR = HEIGHT - 28;
const CEILING = 14;

/** Five axis labels from zero to at least this amount, in steps of 1, 2 or 5 times a power of ten. */
export function axisAmounts(greatestAmount: Money): Money[] {
  const euros = toNanos(greatestAmount) / 1_000_000_000n + 1n;
  let step = 1n;
  while (step * 4n < euros) step = step.toString().startsWith("2") ? (step * 5n) / 2n : step * 2n;
  return [0n, 1n, 2n, 3n, 4n].map((lines) => `${step * lines}.00`);
}

/** A bar chart of the months of a year, with their amounts where there is room. The table below has them exactly. */
export function CostChart({ history, current }: { history: YearUsage; current: string }) {
  const { t, f } = useI18n();
  const limits = history.months.flatMap((month) => month.allowed_limit ?? []);
  const lines = axisAmounts(greatest(...history.months.map((month) => month.cost), ...limits));
  const top = lines.at(-1) ?? "1.00";
  const y = (amount: Money) => FLOOR - ratio(amount, top) * (FLOOR - CEILING);
  const slot = 100 / 12;
  return (
    <svg class="bars" role="img" aria-label={t.history.chart(history.year)} height={HEIGHT}>
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-ground" width="6" height="6" />
          <rect class="hatch-line" width="2.5" height="6" />
        </pattern>
      </defs>
      {lines.map((line) => (
        <g key={line}>
          <line class="grid" x1="0" x2="100%" y1={y(line)} y2={y(line)} />
          <text x="0" y={y(line) - 4} class="axis">
            {f.short(line)}
          </text>
        </g>
      ))}
      <svg x="4.5rem" width="calc(100% - 4.5rem)" height={HEIGHT} class="plot">
        {history.months.map((month) => {
          const start = (Number(month.month.slice(5)) - 1) * slot;
          return (
            <g key={month.month}>
              <rect
                class={month.month === current ? "now" : "past"}
                x={`${start + slot * 0.2}%`}
                width={`${slot * 0.6}%`}
                y={y(month.cost)}
                height={Math.max(FLOOR - y(month.cost), 1)}
                rx="3"
              />
              {month.allowed_limit !== null && (
                <line
                  class="limit"
                  x1={`${start + slot * 0.08}%`}
                  x2={`${start + slot * 0.92}%`}
                  y1={y(month.allowed_limit)}
                  y2={y(month.allowed_limit)}
                />
              )}
              <text class="axis value" x={`${start + slot / 2}%`} y={y(month.cost) - 6} text-anchor="middle">
                {isLess(month.cost, "10.00") ? f.money(month.cost) : f.short(wholeEuros(month.cost))}
              </text>
              <text class="axis month" x={`${start + slot / 2}%`} y={HEIGHT - 8} text-anchor="middle">
                {f.shortMonth(month.month)}
              </text>
            </g>
          );
        })}
      </svg>
    </svg>
  );
}
