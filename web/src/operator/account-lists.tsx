import type { ComponentChildren } from "preact";
import { DocumentDownloads } from "../components/document-downloads";
import { loadingOrError, type PendingQuery } from "../components/state";
import { SkeletonRows, Table } from "../components/table";
import { useI18n } from "../i18n/i18n";
import { SHOWN_ROWS, useAccountPart } from "./queries";

/** A column: its heading, and whether it holds numbers. */
interface Column {
  name: string;
  isNumber?: boolean;
}

/** A table of an account's page, or the sentence in its place when it has no rows. */
export function RowsCard(props: {
  id: string;
  caption: string;
  empty: string;
  columns: Column[];
  rows: ComponentChildren[];
  note?: string | undefined;
}) {
  if (props.rows.length === 0)
    return (
      <section class="card empty-card" aria-labelledby={props.id}>
        <h2 id={props.id}>{props.caption}</h2>
        <p class="small">{props.empty}</p>
      </section>
    );
  return (
    <Table
      id={props.id}
      caption={props.caption}
      class="cards"
      tools={<span class="small">{props.note}</span>}
    >
      <thead>
        <tr>
          {props.columns.map(({ name, isNumber }) => (
            <th key={name} scope="col" class={isNumber ? "number" : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{props.rows}</tbody>
    </Table>
  );
}

/** A time in UTC: operators compare it with logs. */
export function Moment({ at }: { at: string }) {
  const { f } = useI18n();
  return (
    <time dateTime={at} title={at}>
      {f.date(at, "UTC")} {f.seconds(at, "UTC")} UTC
    </time>
  );
}

const waiting = (query: PendingQuery, what: string) => (
  <>{loadingOrError(query, what, <SkeletonRows rows={3} />)}</>
);

const newest = (count: number) => (count >= Number(SHOWN_ROWS) ? `The newest ${SHOWN_ROWS}` : undefined);

export function HoldsTable({ organisation }: { organisation: string }) {
  const { f } = useI18n();
  const query = useAccountPart("/v1/authorizations", organisation);
  if (!query.data) return waiting(query, "holds");
  return (
    <RowsCard
      id="holds"
      caption="Holds in flight"
      empty="Nothing is held."
      columns={[
        { name: "Authorization" },
        { name: "Operation" },
        { name: "Source" },
        { name: "Released by itself" },
        { name: "Held", isNumber: true },
      ]}
      rows={query.data.data.map((hold) => (
        <tr key={hold.id}>
          <th scope="row">
            <code>{hold.id}</code>
          </th>
          <td data-label="Operation">{hold.operation}</td>
          <td data-label="Source">{hold.source}</td>
          <td data-label="Released by itself">
            <Moment at={hold.releases_at} />
          </td>
          <td data-label="Held" class="number">
            {f.exact(hold.held)}
          </td>
        </tr>
      ))}
    />
  );
}

export function PaymentsTable({ organisation }: { organisation: string }) {
  const { f, t } = useI18n();
  const query = useAccountPart("/v1/payments", organisation, { query: { limit: SHOWN_ROWS } });
  if (!query.data) return waiting(query, "payments");
  const suffix = `?${new URLSearchParams({ organisation })}`;
  return (
    <RowsCard
      id="payments"
      caption="Payments and documents"
      empty="No payments."
      note={newest(query.data.data.length)}
      columns={[
        { name: "Payment" },
        { name: "Started" },
        { name: "Status" },
        { name: "Documents" },
        { name: "Credits", isNumber: true },
        { name: "Total", isNumber: true },
        { name: "Refunded", isNumber: true },
      ]}
      rows={query.data.data.map((payment) => (
        <tr key={payment.id}>
          <th scope="row">
            <code>{payment.id}</code>
          </th>
          <td data-label="Started">
            <Moment at={payment.created_at} />
          </td>
          <td data-label="Status">{t.payments.states[payment.status]}</td>
          <td data-label="Documents">
            <span class="documents">
              {payment.invoice && (
                <DocumentDownloads
                  path={`/v1/payments/${payment.id}/invoice${suffix}`}
                  document={payment.invoice}
                  label={t.payments.download}
                />
              )}
              {payment.credit_notes.map((note) => (
                <DocumentDownloads
                  key={note.number}
                  path={`/v1/payments/${payment.id}/credit_notes/${note.number}${suffix}`}
                  document={note}
                  label={t.payments.download}
                />
              ))}
              {!payment.invoice && payment.credit_notes.length === 0 && "–"}
            </span>
          </td>
          <td data-label="Credits" class="number">
            {f.exact(payment.amount)}
          </td>
          <td data-label="Total" class="number">
            {payment.total === null ? "–" : f.exact(payment.total)}
          </td>
          <td data-label="Refunded" class="number">
            {f.exact(payment.refunded)}
          </td>
        </tr>
      ))}
    />
  );
}

/** The newest entries of the latest day with usage. */
export function EntriesTable({ organisation }: { organisation: string }) {
  const { f } = useI18n();
  const month = useAccountPart("/v1/usage/months/{month}", organisation, { path: { month: "current" } });
  const date = month.data?.days.at(-1)?.date ?? "";
  const day = useAccountPart(
    "/v1/usage/days/{date}",
    organisation,
    { path: { date }, query: { limit: SHOWN_ROWS } },
    date !== "",
  );
  if (!month.data) return waiting(month, "entries");
  if (date !== "" && !day.data) return waiting(day, "entries");
  const entries = day.data?.data ?? [];
  return (
    <RowsCard
      id="entries"
      caption={date === "" ? "Entries" : `Entries of ${f.day(date)}`}
      empty="No usage this month."
      note={newest(entries.length)}
      columns={[
        { name: "Time" },
        { name: "Operation" },
        { name: "Status" },
        { name: "Source" },
        { name: "Reference" },
        { name: "Quantity", isNumber: true },
        { name: "Cost", isNumber: true },
      ]}
      rows={entries.map((entry) => (
        <tr key={entry.id}>
          <th scope="row">
            <Moment at={entry.time} />
          </th>
          <td data-label="Operation">{entry.operation}</td>
          <td data-label="Status">{entry.status}</td>
          <td data-label="Source">{entry.source}</td>
          <td data-label="Reference">{entry.reference ?? "–"}</td>
          <td data-label="Quantity" class="number">
            {f.quantity(entry.quantity)}
          </td>
          <td data-label="Cost" class="number">
            {f.exact(entry.cost)}
          </td>
        </tr>
      ))}
    />
  );
}

export function AlertsTable({ organisation }: { organisation: string }) {
  const { t } = useI18n();
  const query = useAccountPart("/v1/alerts", organisation);
  if (!query.data) return waiting(query, "alerts");
  return (
    <RowsCard
      id="alerts"
      caption="Alerts"
      empty="No alerts."
      note={newest(query.data.data.length)}
      columns={[{ name: "Time" }, { name: "Alert" }, { name: "E-mails" }]}
      rows={query.data.data.slice(0, Number(SHOWN_ROWS)).map((alert) => (
        <tr key={alert.at + alert.type}>
          <th scope="row">
            <Moment at={alert.at} />
          </th>
          <td data-label="Alert">{t.alerts.types[alert.type]}</td>
          <td data-label="E-mails">
            {alert.recipients
              ?.map(({ address, status }) => `${address}: ${t.alerts.delivery[status]}`)
              .join(", ") || "–"}
          </td>
        </tr>
      ))}
    />
  );
}
