import type { DayUsage, UsageEntry } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { unitName, unitOf } from "../i18n/units";
import { compareMoney, decimalsOf, plus, type Money } from "../money";
import { DetailedRow, DetailsHead } from "./detailed-row";
import { DownloadCsv } from "./csv-download";
import { useCategoryName, useServiceName } from "./price-names";
import { Icon } from "./icons";
import { SortableHead, useSorting } from "./sorting";
import { Table } from "./table";

const COLUMNS = 7;

/** Without a filter, the total of the day; with one, that of the debited entries that were loaded. */
export function DayTable(props: {
  day: DayUsage;
  entries: UsageEntry[];
  filter: Record<string, string>;
  isComplete: boolean;
}) {
  const { day, filter } = props;
  const entries = newestFirst(props.entries);
  const isFiltered = Object.keys(filter).length > 0;
  const decimals = Math.max(...entries.map(({ cost }) => decimalsOf(cost)));
  const nameOf = useServiceName();
  const categoryOf = useCategoryName();
  const total = isFiltered ? debitedTotal(entries) : day.total;
  const { t, f } = useI18n();
  const d = t.day;
  const sorting = useSorting(entries, {
    time: (a, b) => Date.parse(a.time) - Date.parse(b.time),
    operation: (a, b) => nameOf(a.operation).localeCompare(nameOf(b.operation), f.locale),
    cost: (a, b) => compareMoney(a.cost, b.cost),
  });
  const download = (
    <DownloadCsv paths={[`/v1/usage/days/${day.date}`]} query={filter} name={`usage-${day.date}.csv`} />
  );
  return (
    <Table id="entries" caption={d.caption} class="cards entries" tools={download}>
      <thead>
        <tr>
          <SortableHead column="time" sorting={sorting}>
            {d.time}
          </SortableHead>
          <th scope="col">{d.category}</th>
          <SortableHead column="operation" sorting={sorting}>
            {d.operation}
          </SortableHead>
          <th scope="col" class="number">
            {d.quantity}
          </th>
          <th scope="col" class="number">
            {d.unitPrice}
          </th>
          <SortableHead column="cost" sorting={sorting} isNumber>
            {d.cost}
          </SortableHead>
          <DetailsHead />
        </tr>
      </thead>
      <tbody>
        {sorting.sorted.map((entry) => (
          <Row
            key={entry.id}
            entry={entry}
            name={nameOf(entry.operation)}
            category={categoryOf(entry.category)}
            zone={day.time_zone}
            pad={decimals - decimalsOf(entry.cost)}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={5}>
            {isFiltered ? d.matching(f.count(entries.length), props.isComplete) : d.total}
          </th>
          <td class="number" data-label={d.cost}>
            {f.money(total)}
            {f.money(total) !== f.exact(total) && <span class="small block">{f.exact(total)}</span>}
          </td>
          <td />
        </tr>
      </tfoot>
    </Table>
  );
}

/** By the time shown. The API sorts by the time of booking, and reports may arrive late. */
export function newestFirst<E extends Pick<UsageEntry, "time">>(entries: E[]): E[] {
  return [...entries].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
}

export function debitedTotal(entries: Pick<UsageEntry, "status" | "cost">[]): Money {
  return entries.reduce((sum, { status, cost }) => (status === "debited" ? plus(sum, cost) : sum), "0.00");
}

function Row(props: { entry: UsageEntry; name: string; category: string; zone: string; pad: number }) {
  const { entry, name, category, zone, pad } = props;
  const i18n = useI18n();
  const { t, f } = i18n;
  const d = t.day;
  const time = f.seconds(entry.time, zone);
  const { status } = entry;
  return (
    <DetailedRow
      columns={COLUMNS}
      label={d.detailsOf(name, time)}
      details={details(entry, d)}
      note={status === "debited" ? undefined : d[`${status}Note`]}
    >
      <th scope="row" data-label={d.time}>
        <time dateTime={entry.time}>{time}</time>
      </th>
      <td data-label={d.category}>{category}</td>
      <td data-label={d.operation}>{name}</td>
      <td class="number" data-label={d.quantity}>
        {f.quantity(entry.quantity)} {unitName(i18n, entry.unit.name, entry.quantity)}
      </td>
      <td class="number unit-price" data-label={d.unitPrice}>
        <span>
          {f.exact(entry.unit_price)} <span class="whole">/ {unitOf(i18n, entry.unit)}</span>
        </span>
      </td>
      <td class="number" data-label={d.cost}>
        <span class="aligned" style={{ "--pad": pad }}>
          {status === "debited" ? f.exact(entry.cost) : <s>{f.exact(entry.cost)}</s>}
        </span>
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
    [d.code, entry.operation],
    [d.member, entry.member],
    [d.source, entry.source],
    [d.reference, entry.reference],
    [d.status, d[entry.status]],
  ];
  return shown.filter((pair): pair is [string, string] => pair[1] !== null);
}
