import { isFiltering, matchesFilter } from "../api/payment-filter";
import { usePaymentsWhile } from "../api/payments";
import { useI18n } from "../i18n/i18n";
import { useMember, useTimeZone } from "../member";
import { Link } from "../router";
import { TopUpButton } from "../components/account-actions";
import { PermittedButton } from "../components/controls";
import { LoadMore } from "../components/load-more";
import { Page } from "../components/page";
import { NoPaymentFound, PaymentFilters, usePaymentFilter } from "../components/payment-filters";
import { PaymentsTable } from "../components/payments-table";
import { PaymentResult } from "../components/payment-result";
import { loadingOrError } from "../components/state";
import { SkeletonRows } from "../components/table";
import { useDialog, useQueryState } from "../query-state";

export function PaymentsView() {
  const { t, f } = useI18n();
  const filter = usePaymentFilter();
  const isFiltered = isFiltering(filter);
  const { query, payments, isMissing } = usePaymentsWhile(() => isFiltered);
  const zone = useTimeZone() ?? "UTC";
  const [parameters] = useQueryState();
  const [, openDialog] = useDialog();
  const returned = parameters.get("top_up");
  const first = query.data?.pages[0];
  const found = isFiltered ? payments.filter((each) => matchesFilter(each, filter, zone)) : payments;
  const open = found.filter(({ status }) => status === "open");
  const others = found.filter(({ status }) => status !== "open");
  return (
    <Page
      title={t.payments.title}
      subtitle={
        <p class="lead">
          {first ? t.payments.balance(f.money(first.balance)) : "\u00a0"}{" "}
          <Link class="small" href="/balance">
            {t.overview.balanceHistory}
          </Link>
        </p>
      }
      actions={
        <>
          <PermittedButton
            permission="credits:buy"
            reason={t.notPermitted.profile}
            icon="page"
            onClick={() => openDialog("billing")}
          >
            {t.billing.title}
          </PermittedButton>
          <TopUpButton />
        </>
      }
    >
      {returned && (
        <PaymentResult
          id={returned}
          returnPath={
            parameters.has("returned") ? "returned" : parameters.has("cancelled") ? "cancelled" : null
          }
          listed={payments.find(({ id }) => id === returned)}
          balance={first?.balance}
          key={returned}
        />
      )}
      {first ? (
        <>
          {payments.length === 0 ? (
            <p class="card note">{t.payments.empty}</p>
          ) : (
            <PaymentFilters filter={filter} />
          )}
          <p class="hidden" role="status">
            {isFiltered && !isMissing && t.payments.found(f.count(found.length))}
          </p>
          {payments.length > 0 && found.length === 0 && !isMissing && <NoPaymentFound />}
          {open.length > 0 && <PaymentsTable payments={open} isUnfinished isFiltered={isFiltered} />}
          {others.length > 0 && (
            <PaymentsTable payments={others} isUnfinished={false} isFiltered={isFiltered && !isMissing} />
          )}
          {!isFiltered && <LoadMore query={query} />}
          <LastChecked at={first.checked_at} />
        </>
      ) : (
        loadingOrError(query, t.payments.what, <SkeletonRows rows={6} />)
      )}
    </Page>
  );
}

function LastChecked({ at }: { at: string | null }) {
  const { t, f } = useI18n();
  const zone = useMember().timeZone;
  if (at === null || zone === undefined) return null;
  return <p class="small">{t.payments.checked(f.moment(at, zone))}</p>;
}
