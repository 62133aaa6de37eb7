import type { Overview } from "../api/queries";
import { useSpending } from "../api/spending";
import { useI18n } from "../i18n/i18n";
import { useServiceName } from "./price-names";
import { Shares } from "./shares";
import { LoadError } from "./state";

/** The services or the members of a month. The API has their entries only, so these are summed here. */
export function SpendingGroups({ overview, by }: { overview: Overview; by: "operation" | "member" }) {
  const { t, f } = useI18n();
  const nameOf = useServiceName();
  const { query, done } = useSpending(overview);
  const groups = query.data?.[by].map(({ name, cost }) => ({
    name: name === null ? t.noMember : by === "operation" ? nameOf(name) : name,
    cost,
  }));
  if (!groups && (query.isPaused || query.isError))
    return <LoadError error={query.error} retry={() => void query.refetch()} />;
  return (
    <>
      <p class={groups ? "hidden" : "small"} role="status">
        {groups ? `${t.overview.by[by]}: ${f.count(groups.length)}` : `${t.preparing} ${f.percent(done)}`}
      </p>
      {groups && <Shares groups={groups} total={overview.used} />}
    </>
  );
}
