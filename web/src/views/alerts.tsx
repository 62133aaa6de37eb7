import { useAlerts } from "../api/alerts";
import type { Alert } from "../api/queries";
import { useI18n, type I18n } from "../i18n/i18n";
import { useTimeZone } from "../member";
import { isAtLeast, isLess } from "../money";
import { CENT } from "../month-status";
import { Icon, type IconName } from "../components/icons";
import { Page } from "../components/page";
import { loadingOrError } from "../components/state";
import { SkeletonRows, Table } from "../components/table";

/** The alerts that were sent, their recipients and their delivery status. */
export function AlertsView() {
  const { t } = useI18n();
  const query = useAlerts();
  const alerts = query.data?.data;
  return (
    <Page title={t.alertHistory}>
      {!alerts && loadingOrError(query, t.alerts.what, <SkeletonRows rows={6} />)}
      {alerts?.length === 0 && <p class="card note">{t.alerts.empty}</p>}
      {alerts && alerts.length > 0 && <Alerts alerts={alerts} />}
    </Page>
  );
}

function Alerts({ alerts }: { alerts: Alert[] }) {
  const { t } = useI18n();
  return (
    <>
      <Table id="alerts" caption={t.alerts.caption} class="cards alerts">
        <thead>
          <tr>
            <th scope="col">{t.alerts.when}</th>
            <th scope="col">{t.alerts.happened}</th>
            <th scope="col">{t.alerts.notified}</th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <Row key={alert.at + alert.type} alert={alert} />
          ))}
        </tbody>
      </Table>
      <p class="small">{t.alerts.note}</p>
    </>
  );
}

const MARKS: Record<Alert["type"], ["good" | "warn" | "bad", IconName]> = {
  "limit.alert_crossed": ["warn", "alert"],
  "limit.forecast": ["warn", "alert"],
  "limit.reached": ["bad", "stop"],
  "balance.exhausted": ["bad", "stop"],
  "usage.uncovered": ["warn", "alert"],
  "credits.topped_up": ["good", "check"],
};

function Row({ alert }: { alert: Alert }) {
  const i18n = useI18n();
  const { t, f } = i18n;
  const zone = useTimeZone() ?? "UTC";
  const [tone, icon] = MARKS[alert.type];
  return (
    <tr>
      <th scope="row">
        <time dateTime={alert.at}>{f.moment(alert.at, zone)}</time>
      </th>
      <td data-label={t.alerts.happened}>
        <span>
          <span class="chip" data-tone={tone}>
            <Icon name={icon} />
            {titleOf(alert, i18n)}
          </span>
          <span class="small block">{figures(alert, i18n)}</span>
        </span>
      </td>
      <td data-label={t.alerts.notified}>
        <Recipients recipients={alert.recipients} />
      </td>
    </tr>
  );
}

function Recipients({ recipients }: Pick<Alert, "recipients">) {
  const { t } = useI18n();
  if (recipients === null) return <>–</>;
  if (recipients.length === 0) return <span class="small">{t.alerts.nobody}</span>;
  return (
    <ul class="told">
      {recipients.map(({ address, status }) => (
        <li key={address}>
          {address} <span class="small">{t.alerts.delivery[status]}</span>
        </li>
      ))}
    </ul>
  );
}

function titleOf(alert: Alert, { t }: I18n): string {
  if (isBelowLimit(alert)) return t.status.insufficient_limit;
  if (isBelowBalance(alert)) return t.status.insufficient_credits;
  return isEarly(alert) ? t.alerts.early : t.alerts.types[alert.type];
}

/** Whether a request was refused although there are credits. */
export function isBelowBalance({ type, data }: { type: Alert["type"]; data: object }): boolean {
  const { balance } = data as Record<string, unknown>;
  return type === "balance.exhausted" && typeof balance === "string" && isAtLeast(balance, CENT);
}

/** Whether a request was refused although something is left of the limit. */
export function isBelowLimit({ type, data }: { type: Alert["type"]; data: object }): boolean {
  const { used, allowed_limit: limit } = data as Record<string, unknown>;
  return (
    type === "limit.reached" && typeof used === "string" && typeof limit === "string" && isLess(used, limit)
  );
}

/** Whether the alert came before the one at the alert threshold. */
export const isEarly = ({ data }: { data: object }): boolean =>
  typeof (data as Record<string, unknown>)["next_alert_threshold"] === "string";

/** The amounts of an alert in a sentence; empty if they are missing. */
export function figures(
  { type, data }: { type: Alert["type"]; data: object },
  { t, f }: Pick<I18n, "t" | "f">,
): string {
  const given = data as Record<string, unknown>;
  const amounts = (...names: string[]) =>
    names.flatMap((name) => (typeof given[name] === "string" ? [f.money(given[name])] : []));
  const [first, second, third] = amounts(...FIGURES[type]);
  if (first === undefined) return "";
  if (type === "limit.alert_crossed" && second !== undefined)
    return third === undefined
      ? t.alerts.crossed(first, second)
      : t.alerts.earlyFigures(first, second, third);
  if (type === "limit.alert_crossed") return "";
  if (type === "limit.forecast")
    return typeof given["reached_on"] === "string"
      ? t.overview.limitForecast(f.shortDay(given["reached_on"]))
      : "";
  if (type === "limit.reached") return second === undefined ? "" : t.alerts.limit(first, second);
  if (type === "balance.exhausted") return t.alerts.credits(first);
  return type === "usage.uncovered" ? t.alerts.uncovered(first) : first;
}

const FIGURES: Record<Alert["type"], string[]> = {
  "limit.alert_crossed": ["used", "alert_threshold", "next_alert_threshold"],
  "limit.forecast": ["used"],
  "limit.reached": ["used", "allowed_limit"],
  "balance.exhausted": ["balance"],
  "usage.uncovered": ["cost"],
  "credits.topped_up": ["amount"],
};
