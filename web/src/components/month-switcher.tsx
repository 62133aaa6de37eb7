import { useOverview } from "../api/queries";
import { addMonths, today } from "../calendar";
import { useI18n } from "../i18n/i18n";
import { useQueryState } from "../query-state";
import { StepLink } from "./step-link";

/** How many months the menu offers. Earlier ones can be reached with the Previous link. */
const MENU_MONTHS = 24;

export const hrefOf = (month: string, current: string, path = "/") =>
  month === current ? path : `${path}?month=${month}`;

export function MonthSwitcher({ month, path = "/" }: { month: string; path?: string }) {
  const { t, f } = useI18n();
  const [, change] = useQueryState();
  const current = useOverview("current").data?.month ?? today("UTC").slice(0, 7);
  const before = addMonths(month, -1);
  const after = addMonths(month, 1);
  const months = Array.from({ length: MENU_MONTHS }, (_, back) => addMonths(current, -back));
  if (!months.includes(month)) months.push(month);
  return (
    <div class="switcher">
      <StepLink
        icon="left"
        href={hrefOf(before, current, path)}
        label={t.overview.previous(f.month(before))}
      />
      <label>
        <span class="hidden">{t.overview.month}</span>
        <select
          value={month}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            change({ month: chosen === current ? null : chosen });
          }}
        >
          {months.map((each) => (
            <option key={each} value={each}>
              {f.month(each)}
            </option>
          ))}
        </select>
      </label>
      <StepLink
        icon="right"
        href={after <= current ? hrefOf(after, current, path) : undefined}
        label={t.overview.next(f.month(after))}
      />
    </div>
  );
}
