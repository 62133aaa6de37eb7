import type { DayUsage, UsageEntry } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { unitName, unitOf } from "../i18n/units";
import { DetailedRow, DetailsHead } from "./detailed-row";
import { DownloadCsv } from "./csv-download";
import { Icon } from "./icons";
import { Table } from "./table";

const COLUMNS = 7;

export function DayTable(props: { day: DayUsage; entries: UsageEntry[]; filter: Record<string, string> }) {
  const { day, entries, filter } = props;
  const { t, f } = useI18n();
  const d = t.day;
  const download = (
    <DownloadCsv path={`/v1/usage/days/${day.date}`} query={filter} name={`usage-${day.date}.csv`} />
  );
  return (
    <Table id="entries" caption={d.caption} class="cards entries" tools={download}>
      <thead>
        <tr>
          <th scope="col">{d.time}</th>
          <th scope="col">{d.category}</th>
          <th scope="col">{d.operation}</th>
          <th scope="col" class="number">
            {d.quantity}
          </th>
          <th scope="col" class="number">
            {d.unitPrice}
          </th>
          <th scope="col" class="number">
            {d.cost}
          </th>
          <DetailsHead />
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} zone={day.time_zone} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={5}>
            {d.total}
          </th>
          <td class="number" data-label={d.cost}>
            {f.money(day.total)}
            {f.money(day.total) !== f.exact(day.total) && (
              <span class="small block">{f.exact(day.total)}</span>
            )}
          </td>
          <td />
        </tr>
      </tfoot>
    </Table>
  );
}

function Row({ entry, zone }: { entry: UsageEntry; zone: string }) {
  const i18n = useI18n();
  const { t, f } = i18n;
  const d = t.day;
  const time = f.seconds(entry.time, zone);
  const { status } = entry;
  return (
    <DetailedRow
      columns={COLUMNS}
      label={d.detailsOf(entry.operation, time)}
      details={details(entry, d)}
      note={status === "debited" ? undefined : d[`${status}Note`]}
    >
      <th scope="row" data-label={d.time}>
        <time dateTime={entry.time}>{time}</time>
      </th>
      <td data-label={d.category}>{entry.category}</td>
      <td data-label={d.operation}>
        <code>{entry.operation}</code>
      </td>
      <td class="number" data-label={d.quantity}>
        {f.quantity(entry.quantity)} {unitName(i18n, entry.unit.name, entry.quantity)}
      </td>
      <td class="number" data-label={d.unitPrice}>
        {f.exact(entry.unit_price)} / {unitOf(i18n, entry.unit)}
      </td>
      <td class="number" data-label={d.cost}>
        {status === "debited" ? f.exact(entry.cost) : <s>{f.exact(entry.cost)}</s>}
        {status !== "debited" && <StatusMark status={status} />}
      </td>
    </DetailedRow>
  );
}

function StatusMark({ status }: { status: Exclude<UsageEntry["status"], "debited"> }) {
  const { t } = useI18n();
  return (
    <span class="chip" data-tone="warn">
      <Icon name="alert" />
      {t.day[status]}
    </span>
  );
}

function details(entry: UsageEntry, d: ReturnType<typeof useI18n>["t"]["day"]): [string, string][] {
  const shown: [string, string | null][] = [
    [d.entry, entry.id],
    [d.member, entry.member],
    [d.source, entry.source],
    [d.reference, entry.reference],
    [d.status, d[entry.status]],
  ];
  return shown.filter((pair): pair is [string, string] => pair[1] !== null);
}
