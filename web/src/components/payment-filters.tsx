import { paymentRows, type PaymentFilter } from "../api/payment-filter";
import type { Payment } from "../api/payments";
import { saveFile, toCsv } from "../csv";
import { useI18n } from "../i18n/i18n";
import { useQueryState } from "../query-state";
import { Icon } from "./icons";
import { root } from "../root";

/** The filter in the address. */
export function usePaymentFilter(): PaymentFilter {
  const [parameters] = useQueryState();
  const of = (name: string) => parameters.get(name) ?? "";
  return { status: of("status"), from: of("from"), to: of("to") };
}

/** Narrows payments down by status and by date. */
export function PaymentFilters({ filter }: { filter: PaymentFilter }) {
  const { t } = useI18n();
  const p = t.payments;
  const [, change] = useQueryState();
  const day = (name: "from" | "to", label: string) => (
    <label>
      <span>{label}</span>
      <input
        type="date"
        value={filter[name]}
        min={name === "to" ? filter.from : undefined}
        max={name === "from" ? filter.to : undefined}
        onChange={(event) => change({ [name]: event.currentTarget.value }, true)}
      />
    </label>
  );
  return (
    <div class="filters" role="search">
      <label>
        <span>{p.status}</span>
        <select
          value={filter.status}
          onChange={(event) => change({ status: event.currentTarget.value }, true)}
        >
          <option value="">{t.day.all}</option>
          {Object.entries(p.states).map(([status, name]) => (
            <option key={status} value={status}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {day("from", p.from)}
      {day("to", p.to)}
    </div>
  );
}

export function NoPaymentFound() {
  const { t } = useI18n();
  const [, change] = useQueryState();
  return (
    <p class="card note">
      {t.payments.noMatch}{" "}
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          root().querySelector<HTMLElement>(".filters select")?.focus();
          change({ status: null, from: null, to: null }, true);
        }}
      >
        {t.day.showAll}
      </button>
    </p>
  );
}

/** The API has no filter, so the file is made of what was loaded. */
export function DownloadFound({ payments }: { payments: Payment[] }) {
  const { t } = useI18n();
  return (
    <button
      type="button"
      class="button quiet"
      onClick={() => saveFile("payments.csv", [toCsv(paymentRows(payments))])}
    >
      <Icon name="download" />
      {t.downloadCsv}
    </button>
  );
}
