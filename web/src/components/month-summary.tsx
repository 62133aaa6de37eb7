import { useEffect, useState } from "preact/hooks";
import type { Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { isNegative, isZero, minus, ratio } from "../money";
import { blockingCauses, isCurrentMonth, minutesBehind, outlookOf } from "../month-status";
import { Icon, type IconName } from "./icons";
import { useMember } from "../member";
import { useDialog } from "../query-state";
import { Link } from "../router";
import { Meter } from "./meter";

const CLOCK_INTERVAL_MS = 30_000;

/** The status of the month: the bar with its two ticks, and the amounts used, remaining and available. */
export function MonthSummary(props: { overview: Overview; receivedAt: number; isNew: boolean }) {
  const { overview, receivedAt, isNew } = props;
  const { t, f } = useI18n();
  const o = t.overview;
  const isNow = isCurrentMonth(overview);
  const limit = overview.allowed_limit;
  return (
    <section class="card month-summary" aria-label={f.month(overview.month)}>
      <div class="month-summary-head">
        <p class="lead">
          <b>{f.money(overview.used)}</b> {limit === null ? o.used : o.usedOf(f.money(limit))}
        </p>
        <StatusChips overview={overview} isNow={isNow} isNew={isNew} />
      </div>
      <Meter overview={overview} />
      <dl class="figures">
        <div>
          <dt>
            <span class="key" data-key="used" />
            {isNow ? o.usedThisMonth : o.usedIn(f.monthName(overview.month))}
          </dt>
          <dd>{f.money(overview.used)}</dd>
          <dd class="small">
            {limit !== null && !isZero(limit) && o.ofLimit(f.percent(ratio(overview.used, limit)))}
          </dd>
        </div>
        {!isZero(overview.held) && (
          <div>
            <dt>
              <span class="key" data-key="held" />
              {o.held}
            </dt>
            <dd>{f.visible(overview.held)}</dd>
            <dd class="small">{o.heldNote}</dd>
          </div>
        )}
        <Remaining overview={overview} isNow={isNow} />
        <div>
          <dt>{isNow ? o.balance : o.balanceAtEnd}</dt>
          <dd>{f.money(overview.balance)}</dd>
          <dd class="small">
            <Link href={isNow ? "/balance" : `/balance?month=${overview.month}`}>{o.balanceHistory}</Link>
          </dd>
        </div>
      </dl>
      <Footnote overview={overview} receivedAt={isNow ? receivedAt : null} />
    </section>
  );
}

function Remaining({ overview: { remaining }, isNow }: { overview: Overview; isNow: boolean }) {
  const { t, f } = useI18n();
  const o = t.overview;
  const isOver = remaining !== null && isNegative(remaining);
  return (
    <div>
      <dt>
        <span class="key" />
        {isNow ? o.remaining : o.notUsed}
      </dt>
      <dd>{remaining === null ? "–" : f.money(isOver ? "0.00" : remaining)}</dd>
      <dd class="small">
        {remaining === null
          ? o.noLimit
          : isOver
            ? `${f.money(minus("0.00", remaining))} ${o.overNote}`
            : isNow && o.remainingNote}
      </dd>
    </div>
  );
}

/** Shows every cause: someone who reads only one of two may fix the wrong one. */
function StatusChips({ overview, isNow, isNew }: { overview: Overview; isNow: boolean; isNew: boolean }) {
  const { t } = useI18n();
  const { limit, credits } = blockingCauses(overview);
  if (isNew)
    return (
      <Chip tone="none" icon="plus">
        {t.status.no_credits_yet}
      </Chip>
    );
  if (isNow && overview.status === "ok" && overview.allowed_limit === null) return <NoLimit />;
  if (!limit && !credits) {
    const isAlert = overview.status === "alert";
    return (
      <Chip tone={isAlert ? "warn" : "good"} icon={isAlert ? "alert" : "check"}>
        {isAlert ? t.status.alert : t.status.ok}
      </Chip>
    );
  }
  return (
    <div class="chips">
      {limit && (
        <Chip tone="bad" icon="stop">
          {limit === "insufficient" ? t.status.insufficient_limit : t.status.limit_reached}
        </Chip>
      )}
      {credits && (
        <Chip tone="bad" icon="stop">
          {credits === "insufficient" ? t.status.insufficient_credits : t.status.no_credits}
        </Chip>
      )}
    </div>
  );
}

function NoLimit() {
  const { t } = useI18n();
  const [, open] = useDialog();
  const { permissions } = useMember();
  return (
    <div class="chips">
      <Chip tone="none" icon="sliders">
        {t.status.no_limit}
      </Chip>
      {permissions.has("limits:write") && (
        <button type="button" class="button quiet" onClick={() => open("limits")}>
          {t.actions.setLimit}
        </button>
      )}
    </div>
  );
}

function Chip(props: { tone: "good" | "warn" | "bad" | "none"; icon: IconName; children: string }) {
  return (
    <p class="chip" data-tone={props.tone}>
      <Icon name={props.icon} />
      {props.children}
    </p>
  );
}

/** Watches the clock itself, because stale figures cause no render. */
function StaleNotice({ receivedAt }: { receivedAt: number }) {
  const { t } = useI18n();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const update = () => setNow(Date.now());
    update();
    const timer = setInterval(update, CLOCK_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [receivedAt]);
  const minutes = minutesBehind(receivedAt, now);
  return <>{minutes !== null && `${t.overview.behind(minutes)} `}</>;
}

/** `receivedAt` is null for a month that is over, whose figures no longer change. */
function Footnote({ overview, receivedAt }: { overview: Overview; receivedAt: number | null }) {
  const { t, f } = useI18n();
  const o = t.overview;
  const { time_zone: zone, updated_at: at } = overview;
  const { limitReachedOn, creditsLastUntil, monthEnd } = outlookOf(overview);
  return (
    <div class="footnote">
      <p>
        {limitReachedOn && o.limitForecast(f.longDay(limitReachedOn))}
        {monthEnd && o.monthEndForecast(f.money(monthEnd))}{" "}
        {creditsLastUntil && o.creditsForecast(f.longDay(creditsLastUntil))}
      </p>
      <p class="small">
        {receivedAt !== null && <StaleNotice receivedAt={receivedAt} />}
        {receivedAt === null ? o.closed(zone) : `${o.updated(f.clock(at, zone), zone)}. ${o.delayed}`}
      </p>
    </div>
  );
}

export function MonthSummarySkeleton() {
  return (
    <section class="card month-summary">
      <span class="skeleton lead" />
      <span class="skeleton meter" />
      <span class="skeleton figures" />
    </section>
  );
}
