import type { ComponentChildren } from "preact";
import "../styles/charts.css";
import { useI18n } from "../i18n/i18n";
import { ratio, toNanos, type Money } from "../money";

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

/** Where amounts are drawn, from an axis that ends at `greatestAmount` or a little above. */
export function scaleTo(greatestAmount: Money) {
  const lines = axisAmounts(greatestAmount);
  const top = lines.at(-1) ?? "1.00";
  const y = (amount: Money) => FLOOR - ratio(amount, top) * (FLOOR - CEILING);
  return { lines, y, floor: FLOOR, height: HEIGHT };
}

export type Scale = ReturnType<typeof scaleTo>;

/** A position on a chart that a pointer, a finger or the arrow keys choose. */
export interface Cursor {
  /** What is chosen, such as a day. */
  label: string;
  /** How many positions there are. Those before `first` and after `last` have no value. */
  count: number;
  first: number;
  last: number;
  at: number;
  move: (at: number) => void;
  /** What the chart says there. */
  text: string;
}

/** A plot above its amounts, to be read off with a cursor. */
export function Chart(props: {
  label: string;
  scale: Scale;
  cursor: Cursor;
  /** Whether a position is the middle of a slot, as of bars, instead of a point from edge to edge. */
  hasSlots: boolean;
  children: ComponentChildren;
}) {
  const { f } = useI18n();
  const { lines, y, height } = props.scale;
  return (
    <div class="plot-area">
      <svg class="bars" role="img" aria-label={props.label} height={height}>
        {lines.map((line) => (
          <g key={line}>
            <line class="grid" x1="0" x2="100%" y1={y(line)} y2={y(line)} />
            <text x="0" y={y(line) - 4} class="axis">
              {f.short(line)}
            </text>
          </g>
        ))}
        <svg x="4.5rem" width="calc(100% - 4.5rem)" height={height} class="plot">
          {props.children}
        </svg>
      </svg>
      <CursorInput {...props.cursor} hasSlots={props.hasSlots} />
    </div>
  );
}

/** A native slider without a look of its own: the browser brings the keys, the touch and the words for screen readers. */
function CursorInput({
  label,
  count,
  first,
  last,
  at,
  move,
  text,
  hasSlots,
}: Cursor & { hasSlots: boolean }) {
  function moveTo(input: HTMLInputElement, position: number) {
    const next = Math.min(Math.max(position, first), last);
    input.value = String(next);
    move(next);
  }
  return (
    <input
      type="range"
      class="cursor"
      style={{ "--slots": hasSlots ? count : 0, "--half": hasSlots ? 1 : 0 }}
      aria-label={label}
      aria-valuetext={text}
      min={0}
      max={count - 1}
      value={at}
      onInput={({ currentTarget: input }) => moveTo(input, Number(input.value))}
      onPointerMove={({ currentTarget: input, clientX }) => {
        const { left, width } = input.getBoundingClientRect();
        moveTo(input, Math.round(((clientX - left) / width) * (count - 1)));
      }}
    />
  );
}
