import { DownloadCsv } from "../components/csv-download";
import { Icon } from "../components/icons";
import { LoadMore } from "../components/load-more";
import { Page } from "../components/page";
import { loadingOrError } from "../components/state";
import { SkeletonRows, Table } from "../components/table";
import { useI18n } from "../i18n/i18n";
import { isZero } from "../money";
import { useQueryState } from "../query-state";
import { Link } from "../router";
import { accountPath } from "./paths";
import { useClose, type MonthlyClose } from "./queries";

const MONTH = /^2\d{3}-(0[1-9]|1[0-2])$/;

const COLUMNS = [
  ["opening", "Opening"],
  ["top_ups", "Top-ups"],
  ["grants", "Grants"],
  ["usage", "Usage"],
  ["refunds", "Refunds"],
  ["adjustments", "Adjustments"],
  ["closing", "Closing"],
  ["difference", "Difference"],
] as const;

const BOOKS = [
  ["deferred_revenue", "Deferred revenue"],
  ["granted", "Granted credits left"],
  ["receivable", "Negative balances"],
  ["uncovered", "Uncovered in the month"],
  ["uncovered_total", "Uncovered in total"],
] as const;

/** The close of a month, which is in the address. */
export function CloseView() {
  const { f } = useI18n();
  const [parameters, change] = useQueryState();
  const asked = parameters.get("month") ?? "";
  const month = MONTH.test(asked) ? asked : new Date().toISOString().slice(0, 7);
  const query = useClose(month);
  const close = query.data?.pages[0];
  return (
    <Page title="Monthly close" windowTitle={`Monthly close ${f.month(month)}`}>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>Month</span>
          <input
            type="month"
            name="month"
            value={month}
            min="2000-01"
            max="2999-12"
            onChange={(event) =>
              MONTH.test(event.currentTarget.value) && change({ month: event.currentTarget.value })
            }
          />
        </label>
      </form>
      {!close && loadingOrError(query, "the close", <SkeletonRows rows={8} />)}
      {close && <State close={close} />}
      {close && <Books close={close} />}
      {query.data && <Accounts close={query.data.pages[0]} pages={query.data.pages} />}
      <LoadMore query={query} all={close?.accounts} />
    </Page>
  );
}

/** Whether the figures still change, and whether they add up. */
function State({ close }: { close: MonthlyClose }) {
  const { f } = useI18n();
  const asOf = close.as_of;
  const addsUp = isZero(close.total.difference) && close.unreadable === 0;
  return (
    <div class="chips" role="status">
      <span class="chip" data-tone={close.closed ? "good" : "none"}>
        <Icon name={close.closed ? "check" : "clock"} />
        {close.closed ? "Closed: no figure changes any more" : "Open: figures still change"}
      </span>
      <span class="chip" data-tone={addsUp ? "good" : "bad"}>
        <Icon name={addsUp ? "check" : "alert"} />
        {!isZero(close.total.difference)
          ? `Differs from the balances by ${f.exact(close.total.difference)}`
          : close.unreadable > 0
            ? `${f.count(close.unreadable)} organisations cannot be read and are in no sum`
            : "Adds up"}
      </span>
      <span class="chip" data-tone="none">
        <Icon name="clock" />
        {asOf === null ? "The nightly close has not run yet" : `As of ${f.moment(asOf, "UTC")} UTC`}
      </span>
    </div>
  );
}

function Books({ close }: { close: MonthlyClose }) {
  const { f } = useI18n();
  return (
    <section class="card account-summary" aria-labelledby="books">
      <h2 id="books">For the books</h2>
      <dl class="figures">
        {BOOKS.map(([key, name]) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>{f.exact(close.total[key])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Accounts({ close, pages }: { close: MonthlyClose | undefined; pages: MonthlyClose[] }) {
  const { f } = useI18n();
  if (!close) return null;
  const accounts = pages.flatMap(({ data }) => data);
  return (
    <Table
      id="accounts"
      caption={`${f.month(close.month)} by organisation`}
      class="cards"
      tools={
        <DownloadCsv
          paths={["/v1/monthly_close"]}
          query={{ month: close.month }}
          name={`close-${close.month}.csv`}
        />
      }
    >
      <thead>
        <tr>
          <th scope="col">Organisation</th>
          {COLUMNS.map(([key, name]) => (
            <th key={key} scope="col" class="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.organisation}>
            <th scope="row">
              <Link href={accountPath(account.organisation)}>{account.organisation}</Link>
            </th>
            {COLUMNS.map(([key, name]) => (
              <td key={key} data-label={name} class="number">
                {f.exact(account[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          {COLUMNS.map(([key, name]) => (
            <td key={key} data-label={name} class="number">
              {f.exact(close.total[key])}
            </td>
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}
