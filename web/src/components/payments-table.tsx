import type { ComponentChildren } from "preact";
import { isPaid, totalsOf } from "../api/payment-filter";
import { isReissuable, useExpiry, type Payment } from "../api/payments";
import { useI18n, type Messages } from "../i18n/i18n";
import { useMember, useTimeZone } from "../member";
import { compareMoney, isZero } from "../money";
import { useQueryState } from "../query-state";
import { DetailedRow, DetailsHead } from "./detailed-row";
import { DiscardTopUp } from "./discard-top-up";
import { DocumentDownloads } from "./document-downloads";
import { DownloadCsv } from "./csv-download";
import { DownloadFound } from "./payment-filters";
import { ResumePayment } from "./resume-payment";
import { SortableHead, useSorting } from "./sorting";
import { Icon, type IconName } from "./icons";
import { Table } from "./table";

const COLUMNS = 7;

/** Payments, or the top-ups that were not paid yet. With a filter, all that it finds, and their total. */
export function PaymentsTable(props: { payments: Payment[]; isUnfinished: boolean; isFiltered: boolean }) {
  const { payments, isUnfinished, isFiltered } = props;
  const { t } = useI18n();
  const p = t.payments;
  const sorting = useSorting(payments, {
    date: (a, b) => a.created_at.localeCompare(b.created_at),
    credits: (a, b) => compareMoney(a.amount, b.amount),
    total: (a, b) => compareMoney(a.total ?? "0.00", b.total ?? "0.00"),
  });
  const download = isFiltered ? (
    <DownloadFound payments={payments} />
  ) : (
    <DownloadCsv paths={["/v1/payments"]} query={{}} name="payments.csv" />
  );
  return (
    <Table
      id={isUnfinished ? "unfinished" : "payments"}
      caption={isUnfinished ? p.unfinished : p.caption}
      class="cards payments"
      tools={!isUnfinished && download}
    >
      <thead>
        <tr>
          <SortableHead column="date" sorting={sorting}>
            {p.date}
          </SortableHead>
          <th scope="col">{p.status}</th>
          <SortableHead column="credits" sorting={sorting} isNumber>
            {p.credits}
          </SortableHead>
          <th scope="col" class="number">
            {p.vat}
          </th>
          <SortableHead column="total" sorting={sorting} isNumber>
            {isUnfinished ? p.toPay : p.paid}
          </SortableHead>
          <th scope="col">{isUnfinished ? p.nextStep : p.invoice}</th>
          <DetailsHead />
        </tr>
      </thead>
      <tbody>
        {sorting.sorted.map((payment) => (
          <Row key={payment.id} payment={payment} />
        ))}
      </tbody>
      {isFiltered && !isUnfinished && <Totals payments={payments} />}
    </Table>
  );
}

function Totals({ payments }: { payments: Payment[] }) {
  const { t, f } = useI18n();
  const p = t.payments;
  const { amount, vat, total } = totalsOf(payments);
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={2}>
          {p.totalPaid(f.count(payments.filter(isPaid).length))}
        </th>
        <td class="number" data-label={p.credits}>
          {f.money(amount)}
        </td>
        <td class="number" data-label={p.vat}>
          {f.money(vat)}
        </td>
        <td class="number" data-label={p.paid}>
          {f.money(total)}
        </td>
        <td colSpan={2} />
      </tr>
    </tfoot>
  );
}

/** The end of an ID is enough to tell an organisation's payments apart. */
const shortId = (id: string): string => `pay_…${id.slice(-6)}`;

function Row({ payment }: { payment: Payment }) {
  const { t, f } = useI18n();
  const p = t.payments;
  const zone = useTimeZone() ?? "UTC";
  const { permissions } = useMember();
  const isOpen = payment.status === "open";
  const number = permissions.has("credits:buy") && isReissuable(payment) && payment.invoice?.number;
  const reissue: [string, ComponentChildren][] = number
    ? [[p.invoice, <Reissue key="reissue" id={payment.id} number={number} />]]
    : [];
  // Of a top-up that came to nothing, no amount was paid, although one was asked for.
  const orNone = (amount: string | null) =>
    amount === null || !(isOpen || isPaid(payment)) ? "–" : f.money(amount);
  return (
    <DetailedRow
      columns={COLUMNS}
      label={p.detailsOf(shortId(payment.id))}
      details={[
        [p.reference, <code key="id">{payment.id}</code>],
        [p.started, `${f.moment(payment.created_at, zone)} (${zone})`],
        ...reissue,
      ]}
      note={statusNote(payment, p)}
    >
      <th scope="row">
        <time dateTime={payment.created_at}>{f.date(payment.created_at, zone)}</time>
      </th>
      <td data-label={p.status}>
        <span>
          <Status payment={payment} />
          {!isZero(payment.refunded) && (
            <span class="small block">{p.refunded(f.money(payment.refunded))}</span>
          )}
          {!isZero(payment.vat_returned) && (
            <span class="small block">{p.vatReturned(f.money(payment.vat_returned))}</span>
          )}
        </span>
      </td>
      <td class="number" data-label={p.credits}>
        {f.money(payment.amount)}
      </td>
      <td class="number" data-label={p.vat}>
        {orNone(payment.vat)}
      </td>
      <td class="number" data-label={isOpen ? p.toPay : p.paid}>
        {orNone(payment.total)}
      </td>
      <td data-label={isOpen ? p.nextStep : p.invoice}>
        <Documents payment={payment} />
      </td>
    </DetailedRow>
  );
}

/** The sentence that explains the status. */
function statusNote({ status }: Payment, p: Messages["payments"]): string {
  if (status === "processing") return p.confirming;
  return status === "failed" || status === "expired" ? p.notPaid : p.notes[status];
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
  charged_back: ["bad", "back"],
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
  const { permissions, billingContact } = useMember();
  const p = t.payments;
  if (payment.status === "open" && permissions.has("credits:buy"))
    return (
      <span class="documents">
        <span class="choices">
          <ResumePayment id={payment.id} />
          <DiscardTopUp payment={payment} />
        </span>
        <Expiry id={payment.id} />
      </span>
    );
  if (payment.status === "open")
    return <span class="small">{t.notPermitted.buy(billingContact ?? t.anOwner)}</span>;
  if (payment.status === "processing") return <>{p.afterPayment}</>;
  if (payment.status === "failed" || payment.status === "expired") return <>–</>;
  if (!payment.invoice) return <>{p.beingPrepared}</>;
  if (!permissions.has("billing:read")) return <>{payment.invoice.number}</>;
  const path = `/v1/payments/${payment.id}`;
  return (
    <span class="documents">
      <DocumentDownloads path={`${path}/invoice`} document={payment.invoice} label={p.download} />
      {payment.credit_notes.map((note) => (
        <DocumentDownloads
          key={note.number}
          path={`${path}/credit_notes/${note.number}`}
          document={note}
          label={note.number.startsWith("CN-") ? p.downloadNote : p.download}
        />
      ))}
    </span>
  );
}

/** Opens the dialog that has the invoice made out anew. */
function Reissue({ id, number }: { id: string; number: string }) {
  const { t } = useI18n();
  const [, changeAddress] = useQueryState();
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={t.reissue.openOf(number)}
      onClick={() => changeAddress({ dialog: "reissue", payment: id })}
    >
      {t.reissue.open}
    </button>
  );
}

function Expiry({ id }: { id: string }) {
  const { t, f } = useI18n();
  const zone = useTimeZone() ?? "UTC";
  const at = useExpiry(id);
  return <span class="small">{at === undefined ? "\u00a0" : t.payments.until(f.clock(at, zone))}</span>;
}
