import { useI18n } from "../i18n/i18n";
import { Moment, RowsCard } from "./account-lists";
import type { Segment } from "./queries";

const DIGITS = 12;

/** The newest segments of an account's chain, and whether each names the hash of the one before it. */
export function ChainTable({ segments }: { segments: Segment[] }) {
  const { f } = useI18n();
  return (
    <RowsCard
      id="chain"
      caption="Chain"
      empty="No segments."
      note={`The newest ${segments.length}`}
      columns={[
        { name: "Segment" },
        { name: "Booked" },
        { name: "Kind" },
        { name: "Reports" },
        { name: "Hash" },
        { name: "Balance after", isNumber: true },
      ]}
      rows={segments.map((segment, index) => (
        <tr key={segment.number}>
          <th scope="row">{f.count(segment.number)}</th>
          <td data-label="Booked">
            <Moment at={segment.booked_at} />
          </td>
          <td data-label="Kind">{segment.kind.replace("_", " ")}</td>
          <td data-label="Reports">{f.count(segment.reports.length)}</td>
          <td data-label="Hash">
            <span>
              <code title={segment.hash}>{segment.hash.slice(0, DIGITS)}</code>
              <span class="small block">{linkOf(segment, segments[index + 1])}</span>
            </span>
          </td>
          <td data-label="Balance after" class="number">
            {f.exact(segment.balance)}
          </td>
        </tr>
      ))}
    />
  );
}

/** How a segment is tied to the one before, as far as that one is known. */
export function linkOf(
  segment: Pick<Segment, "number" | "previous_hash">,
  before: Pick<Segment, "number" | "hash"> | undefined,
): string {
  if (segment.number === 0) return "first segment";
  if (!before) return "earlier segments are not shown";
  if (before.number !== segment.number - 1) return `segment ${segment.number - 1} is missing`;
  return before.hash === segment.previous_hash ? "tied to the one before" : "does not match the one before";
}
