import { useState } from "preact/hooks";
import { useI18n } from "../i18n/i18n";
import { greatest, isZero, ratio, type Money } from "../money";

/** How many groups are shown at first. */
const SHORT_LIST = 10;

/** Groups, the most expensive first, with their shares of the total. */
export function Shares({ groups, total }: { groups: { name: string; cost: Money }[]; total: Money }) {
  const { t, f } = useI18n();
  const [isWhole, setWhole] = useState(false);
  const most = greatest(...groups.map(({ cost }) => cost));
  return (
    <>
      <dl>
        {groups.slice(0, isWhole ? undefined : SHORT_LIST).map(({ name, cost }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{f.money(cost)}</b>{" "}
              <span class="small">{isZero(total) ? "" : f.percent(ratio(cost, total))}</span>
              <Share of={ratio(cost, most)} />
            </dd>
          </div>
        ))}
      </dl>
      {groups.length > SHORT_LIST && !isWhole && (
        <button type="button" class="button quiet" onClick={() => setWhole(true)}>
          {t.day.showAll} ({f.count(groups.length)})
        </button>
      )}
    </>
  );
}

export function Share({ of }: { of: number }) {
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ inlineSize: `${Math.max(of * 100, 1)}%` }} />
    </span>
  );
}
