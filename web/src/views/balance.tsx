import { changesOf, type BalanceChange } from "../api/balance";
import { usePaymentsWhile } from "../api/payments";
import { useOverview, type Overview } from "../api/queries";
import { addMonths, isMonth, today } from "../calendar";
import { useI18n } from "../i18n/i18n";
import type { Money } from "../money";
import { isCurrentMonth } from "../month-status";
import { useTimeZone } from "../member";
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
  const zone = useTimeZone() ?? "UTC";
  const asked = parameters.get("month") ?? "";
  const current = useOverview("current").data?.month ?? today(zone).slice(0, 7);
  const month = isMonth(asked) && asked <= current ? asked : current;
  const overview = useOverview(month === current ? "current" : month);
  const before = useOverview(addMonths(month, -1));
  const { query, payments, isMissing } = usePaymentsWhile((loaded) => {
    const oldest = loaded.at(-1);
    return oldest !== undefined && today(zone, new Date(oldest.created_at)) >= `${month}-01`;
  });
  const needed = [overview, before, query].find((each) => !each.data) ?? query;
  return (
    <Page
      title={t.overview.balanceHistory}
      windowTitle={`${t.overview.balanceHistory}, ${f.month(month)}`}
      subtitle={<MonthSwitcher month={month} path="/balance" />}
    >
      <p class="hidden" role="status">
        {asked !== "" && overview.data && `${f.month(month)}: ${f.money(overview.data.balance)}`}
      </p>
      {overview.data && before.data && query.data && (!isMissing || query.isFetchNextPageError) ? (
        <Changes
          overview={overview.data}
          opening={before.data.balance}
          changes={changesOf(overview.data, before.data.balance, payments)}
        />
      ) : (
        loadingOrError(needed, t.balance.what, <SkeletonRows rows={12} />)
      )}
    </Page>
  );
}

function Changes(props: { overview: Overview; opening: Money; changes: BalanceChange[] }) {
  const { t, f } = useI18n();
  const { overview, opening, changes } = props;
  const b = t.balance;
  const { month, time_zone: zone } = overview;
  return (
    <>
      <Table id="changes" caption={b.caption(f.month(month), zone)} class="daily">
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
            <td class="number">{f.money(opening)}</td>
          </tr>
          {changes.map((change, index) => (
            <Change key={index} change={change} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {isCurrentMonth(overview) ? b.now : t.overview.balanceAtEnd}
            </th>
            <td class="number">{f.money(overview.balance)}</td>
          </tr>
        </tfoot>
      </Table>
      {changes.some(({ kind }) => kind === "other") && <p class="small">{b.otherNote}</p>}
    </>
  );
}

function Change({ change: { kind, date, amount } }: { change: BalanceChange }) {
  const { t, f } = useI18n();
  const target = kind === "usage" ? `/day/${date}` : `/payments?from=${date}&to=${date}`;
  return (
    <tr>
      <th scope="row">{date === null ? "–" : <Link href={target}>{f.shortDay(date)}</Link>}</th>
      <td>{t.balance.kinds[kind]}</td>
      <td class="number">{f.signed(amount)}</td>
    </tr>
  );
}
