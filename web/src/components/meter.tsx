import type { Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { greatest, isAtLeast, isNegative, minus, toNanos, plus, ratio, type Money } from "../money";
import { blockingCauses } from "../month-status";
import { Icon } from "./icons";

/** Positions on the bar from 0 to 1. The maximum is slightly below 1, so that the last tick stays visible. */
export interface MeterScale {
  maximum: Money;
  used: number;
  held: number;
  alert: number | null;
  limit: number | null;
}

type Figures = Pick<Overview, "used" | "held" | "alert_threshold" | "allowed_limit">;

/** Null without a limit and an alert threshold, because the meter would have no end. */
export function meterScale({
  used,
  held,
  alert_threshold: alert,
  allowed_limit: limit,
}: Figures): MeterScale | null {
  if (alert === null && limit === null) return null;
  const maximum = greatest(plus(used, held), alert ?? "0.00", limit ?? "0.00");
  const at = (amount: Money) => (toNanos(maximum) === 0n ? 0 : ratio(amount, maximum) / 1.02);
  return {
    maximum,
    used: at(used),
    held: at(held),
    alert: alert === null ? null : at(alert),
    limit: limit === null ? null : at(limit),
  };
}

const percent = (share: number): string => `${(share * 100).toString().slice(0, 9)}%`;

export function Meter({ overview }: { overview: Overview }) {
  const { t, f } = useI18n();
  const bar = t.overview.bar;
  const scale = meterScale(overview);
  if (!scale) return <p class="meter-none">{t.overview.noLimit}</p>;
  const { used, held, alert_threshold: alert, allowed_limit: limit, remaining } = overview;
  const exceeded = alert !== null && isAtLeast(used, alert);
  const reached = limit !== null && (isAtLeast(used, limit) || blockingCauses(overview).limit === "reached");
  const isOver = remaining !== null && isNegative(remaining);
  const sentence = [
    bar.usedText(f.money(used)),
    toNanos(held) > 0n && bar.heldText(f.visible(held)),
    alert !== null && bar.alertText(f.money(alert), exceeded),
    limit !== null &&
      bar.limitText(f.money(limit), f.money(isOver ? "0.00" : (remaining ?? "0.00")), reached),
    isOver && `${f.money(minus("0.00", remaining))} ${t.overview.overNote}.`,
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <div class="meter">
      <p class="hidden">{sentence}</p>
      <div class="meter-labels" aria-hidden="true">
        {alert !== null && scale.alert !== null && (
          <span class="meter-label" data-tone={exceeded ? "warn" : undefined} style={{ "--at": scale.alert }}>
            {exceeded && <Icon name="alert" />}
            {bar.alert} <b>{f.money(alert)}</b>
          </span>
        )}
      </div>
      <div
        class="meter-track"
        role="meter"
        aria-label={bar.name}
        aria-valuemin={0}
        aria-valuemax={Number(scale.maximum)}
        aria-valuenow={Number(used)}
        aria-valuetext={sentence}
      >
        <div class="meter-used" style={{ inlineSize: percent(Math.min(scale.used, 1)) }} />
        {exceeded && scale.alert !== null && (
          <div
            class="meter-over"
            style={{ insetInlineStart: percent(scale.alert), inlineSize: percent(scale.used - scale.alert) }}
          />
        )}
        {scale.held > 0 && (
          <div
            class="meter-held"
            style={{ insetInlineStart: percent(scale.used), inlineSize: percent(scale.held) }}
          />
        )}
        {scale.alert !== null && (
          <div class="meter-tick" data-tone={exceeded ? "warn" : undefined} style={{ "--at": scale.alert }} />
        )}
        {scale.limit !== null && (
          <div class="meter-tick" data-tone={reached ? "bad" : undefined} style={{ "--at": scale.limit }} />
        )}
      </div>
      <div class="meter-labels" aria-hidden="true">
        {limit !== null && scale.limit !== null && (
          <span class="meter-label" data-tone={reached ? "bad" : undefined} style={{ "--at": scale.limit }}>
            {reached && <Icon name="stop" />}
            {bar.limit} <b>{f.money(limit)}</b>
          </span>
        )}
      </div>
    </div>
  );
}
