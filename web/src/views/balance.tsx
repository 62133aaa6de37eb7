import { changesOf, useStatement, type BalanceChange, type Statement } from "../api/balance";
import { useOverview } from "../api/queries";
import { isMonth, today } from "../calendar";
import { useI18n } from "../i18n/i18n";
import { useMember, useTimeZone } from "../member";
import { DownloadCsv } from "../components/csv-download";
import { Icon } from "../components/icons";
import { MonthSwitcher } from "../components/month-switcher";
import { Page } from "../components/page";
import { loadingOrError } from "../components/state";
import { SkeletonRows, Table } from "../components/table";
import { useQueryState } from "../query-state";
import { Link } from "../router";

/** Explains every change of the balance in a month. */
export function BalanceView() {
  const { t, f } = useI18n();
  const [parameters] = useQueryState();
  const { organisation } = useMember();
  const zone = useTimeZone() ?? "UTC";
  const asked = parameters.get("month") ?? "";
  const current = useOverview("current").data?.month ?? today(zone).slice(0, 7);
  const month = isMonth(asked) && asked <= current ? asked : current;
  const query = useStatement(month, month === current);
  const statement = query.data?.statement;
  return (
    <Page
      title={t.overview.balanceHistory}
      windowTitle={`${t.overview.balanceHistory}, ${f.month(month)}`}
      eyebrow={organisation}
      subtitle={<MonthSwitcher month={month} path="/balance" />}
    >
      <p class="hidden" role="status">
        {asked !== "" && statement && `${f.month(month)}: ${f.money(statement.closing)}`}
      </p>
      {statement ? (
        <Changes statement={statement} isCurrent={month === current} />
      ) : (
        loadingOrError(query, t.balance.what, <SkeletonRows rows={12} />)
      )}
    </Page>
  );
}

function Changes({ statement, isCurrent }: { statement: Statement; isCurrent: boolean }) {
  const { t, f } = useI18n();
  const b = t.balance;
  const { month, time_zone: zone } = statement;
  return (
    <Table
      id="changes"
      caption={b.caption(f.month(month), zone)}
      class="daily"
      tools={
        <>
          <button type="button" class="button quiet" onClick={() => print()}>
            <Icon name="page" />
            {b.savePdf}
          </button>
          <DownloadCsv paths={[`/v1/statements/${month}`]} query={{}} name={`statement-${month}.csv`} />
        </>
      }
    >
      <thead>
        <tr>
          <th scope="col">{t.payments.date}</th>
          <th scope="col">{b.change}</th>
          <th scope="col" class="number">
            {b.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{f.shortDay(`${month}-01`)}</th>
          <td>{b.opening}</td>
          <td class="number">{f.money(statement.opening)}</td>
        </tr>
        {changesOf(statement).map((change, index) => (
          <Change key={index} change={change} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {isCurrent ? b.now : t.overview.balanceAtEnd}
          </th>
          <td class="number">{f.money(statement.closing)}</td>
        </tr>
      </tfoot>
    </Table>
  );
}

function Change({ change: { kind, date, amount, reason } }: { change: BalanceChange }) {
  const { t, f } = useI18n();
  const target = kind === "usage" ? `/day/${date}` : `/payments?from=${date}&to=${date}`;
  const isLinked = kind !== "grant" && kind !== "adjustment";
  return (
    <tr>
      <th scope="row">{isLinked ? <Link href={target}>{f.shortDay(date)}</Link> : f.shortDay(date)}</th>
      <td>
        {t.balance.kinds[kind]}
        {reason !== null && <span class="small block">{reason}</span>}
      </td>
      <td class="number">{f.signed(amount)}</td>
    </tr>
  );
}
