import { LoadMore } from "../components/load-more";
import { Page } from "../components/page";
import { loadingOrError } from "../components/state";
import { SkeletonRows } from "../components/table";
import { useI18n } from "../i18n/i18n";
import { Link } from "../router";
import { Moment, RowsCard } from "./account-lists";
import { accountPath } from "./paths";
import { useAdjustments, type ListedAdjustment } from "./queries";

/** The adjustments of all organisations: who gave or took what, and why. */
export function AdjustmentsView() {
  const query = useAdjustments("");
  const found = query.data?.pages.flatMap(({ data }) => data);
  return (
    <Page title="Adjustments">
      {found ? (
        <AdjustmentsTable adjustments={found} />
      ) : (
        loadingOrError(query, "adjustments", <SkeletonRows rows={6} />)
      )}
      <LoadMore query={query} />
    </Page>
  );
}

export function AdjustmentsTable(props: { adjustments: ListedAdjustment[]; isOfOne?: boolean }) {
  const { f } = useI18n();
  return (
    <RowsCard
      id="adjustments"
      caption={props.isOfOne ? "Adjustments" : "All adjustments"}
      empty="No adjustments."
      columns={[
        { name: props.isOfOne ? "Adjustment" : "Organisation" },
        { name: "Time" },
        { name: "Reason" },
        { name: "By" },
        { name: "Amount", isNumber: true },
      ]}
      rows={props.adjustments.map((each) => (
        <tr key={each.id}>
          <th scope="row">
            {props.isOfOne ? (
              <code>{each.id}</code>
            ) : (
              <Link href={accountPath(each.organisation)}>{each.organisation}</Link>
            )}
          </th>
          <td data-label="Time">
            <Moment at={each.at} />
          </td>
          <td data-label="Reason">{each.reason}</td>
          <td data-label="By">{each.by}</td>
          <td data-label="Amount" class="number">
            {f.exact(each.amount)}
          </td>
        </tr>
      ))}
    />
  );
}
