import { useState } from "preact/hooks";
import type { Overview } from "../api/queries";
import { useI18n } from "../i18n/i18n";
import { compareMoney } from "../money";
import { lazy } from "../lazy";
import { Toggle } from "./controls";
import { useCategoryName } from "./price-names";
import { Shares } from "./shares";

const SpendingGroups = lazy(
  async () => (await import("./spending-groups")).SpendingGroups,
  (failed) => failed,
);

const GROUPINGS = ["category", "operation", "member"] as const;

/** What the month's usage was spent on, and by whom. */
export function Spending({ overview }: { overview: Overview }) {
  const { t } = useI18n();
  const o = t.overview;
  const [by, setBy] = useState<(typeof GROUPINGS)[number]>("category");
  return (
    <section class="card categories" aria-labelledby="spending">
      <h2 id="spending">{o.spending}</h2>
      <div class="actions">
        {GROUPINGS.map((each) => (
          <Toggle key={each} pressed={each === by} toggle={() => setBy(each)}>
            {o.by[each]}
          </Toggle>
        ))}
      </div>
      {by === "category" ? (
        <Categories overview={overview} />
      ) : (
        <SpendingGroups overview={overview} by={by} key={by} />
      )}
    </section>
  );
}

function Categories({ overview }: { overview: Overview }) {
  const nameOf = useCategoryName();
  const groups = [...overview.categories]
    .sort((a, b) => compareMoney(b.cost, a.cost))
    .map(({ category, cost }) => ({ name: nameOf(category), cost }));
  return <Shares groups={groups} total={overview.used} />;
}
