import { usePayments, type Payment } from "../api/payments";
import { useI18n } from "../i18n/i18n";
import { useMember } from "../member";
import { isZero } from "../money";
import { TopUpButton } from "../parts/account-actions";
import { PermittedButton } from "../parts/controls";
import { Downloads } from "../parts/document";
import { DownloadCsv } from "../parts/download";
import { Icon, type IconName } from "../parts/icons";
import { Page } from "../parts/page";
import { Returned } from "../parts/returned";
import { waiting } from "../parts/state";
import { SkeletonRows, Table } from "../parts/table";
import { useDialog, useQueryState } from "../route";

export function PaymentsView() {
  const { t, f } = useI18n();
  const query = usePayments();
  const [parameters] = useQueryState();
  const [, open] = useDialog();
  const returned = parameters.get("top_up");
  const first = query.data?.pages[0];
  const payments = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page
      title={t.payments.title}
      subtitle={<p class="lead">{first ? t.payments.balance(f.money(first.balance)) : "\u00a0"}</p>}
      actions={
        <>
          <PermittedButton
            permission="credits:buy"
            reason={t.may.profile}
            icon="page"
            onClick={() => open("billing")}
          >
            {t.billing.title}
          </PermittedButton>
          <TopUpButton />
        </>
      }
    >
      {returned && (
        <Returned
          id={returned}
          isCancelled={parameters.has("cancelled")}
          listed={payments.find(({ id }) => id === returned)}
          balance={first?.balance}
          key={returned}
        />
      )}
      {first ? (
        <>
          <List payments={payments} />
          {query.hasNextPage && (
            <button type="button" class="button" onClick={() => void query.fetchNextPage()}>
              {t.payments.more}
            </button>
          )}
          <Checked at={first.checked_at} />
        </>
      ) : (
        waiting(query, t.payments.what, <SkeletonRows rows={6} />)
      )}
    </Page>
  );
}

function Checked({ at }: { at: string | null }) {
  const { t, f } = useI18n();
  const zone = useMember().timeZone;
  if (at === null || zone === undefined) return null;
  return <p class="small">{t.payments.checked(f.moment(at, zone))}</p>;
}

function List({ payments }: { payments: Payment[] }) {
  const { t } = useI18n();
  const p = t.payments;
  if (payments.length === 0) return <p class="card note">{p.empty}</p>;
  return (
    <Table
      id="payments"
      caption={p.caption}
      class="cards payments"
      tools={<DownloadCsv path="/v1/payments" query={{}} name="payments.csv" />}
    >
      <thead>
        <tr>
          <th scope="col">{p.date}</th>
          <th scope="col">{p.reference}</th>
          <th scope="col">{p.status}</th>
          <th scope="col" class="number">
            {p.credits}
          </th>
          <th scope="col" class="number">
            {p.vat}
          </th>
          <th scope="col" class="number">
            {p.paid}
          </th>
          <th scope="col">{p.invoice}</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <Row key={payment.id} payment={payment} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ payment }: { payment: Payment }) {
  const { t, f } = useI18n();
  const p = t.payments;
  const zone = useMember().timeZone ?? "UTC";
  const orNone = (amount: string | null) => (amount === null ? "–" : f.money(amount));
  return (
    <tr>
      <th scope="row">
        <time dateTime={payment.created_at}>{f.date(payment.created_at, zone)}</time>
      </th>
      <td data-label={p.reference}>
        <code title={payment.id}>{`pay_…${payment.id.slice(-6)}`}</code>
      </td>
      <td data-label={p.status}>
        <Status payment={payment} />
      </td>
      <td class="number" data-label={p.credits}>
        {f.money(payment.amount)}
      </td>
      <td class="number" data-label={p.vat}>
        {orNone(payment.vat)}
      </td>
      <td class="number" data-label={p.paid}>
        <span>
          {orNone(payment.total)}
          {!isZero(payment.refunded) && (
            <span class="small block">{p.refunded(f.money(payment.refunded))}</span>
          )}
        </span>
      </td>
      <td data-label={p.invoice}>
        <Documents payment={payment} />
      </td>
    </tr>
  );
}

const MARKS: Record<Payment["status"], ["good" | "warn" | "bad" | "none", IconName]> = {
  open: ["none", "clock"],
  processing: ["none", "clock"],
  paid: ["good", "check"],
  failed: ["none", "cross"],
  expired: ["none", "cross"],
  partly_refunded: ["none", "back"],
  refunded: ["none", "back"],
  disputed: ["warn", "alert"],
};

function Status({ payment: { status } }: { payment: Payment }) {
  const { t } = useI18n();
  const [tone, icon] = MARKS[status];
  return (
    <span class="chip" data-tone={tone}>
      <Icon name={icon} />
      {t.payments.states[status]}
    </span>
  );
}

function Documents({ payment }: { payment: Payment }) {
  const { t } = useI18n();
  const p = t.payments;
  if (payment.status === "open" || payment.status === "processing") return <>{p.afterPayment}</>;
  if (payment.status === "failed" || payment.status === "expired") return <>–</>;
  if (!payment.invoice) return <>{p.beingMade}</>;
  const path = `/v1/payments/${payment.id}`;
  return (
    <>
      <Downloads path={`${path}/invoice`} document={payment.invoice} label={p.download} />
      {payment.credit_notes.map((note) => (
        <Downloads
          key={note.number}
          path={`${path}/credit_notes/${note.number}`}
          document={note}
          label={p.downloadNote}
        />
      ))}
    </>
  );
}
