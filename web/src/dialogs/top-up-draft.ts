import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/i18n";
import type { Member } from "../member";
import { isLess, parseAmount, type Money } from "../money";

export type TopUpBounds = NonNullable<Member["topUp"]>;

/** The content of the form: a preset, or what was typed. */
export interface TopUpDraft {
  preset: Money | null;
  typed: string;
  /** The number of a purchase order for the invoice. */
  order?: string;
}

/** What is chosen when the dialog opens: the amount in the address, or the first preset. */
export function firstDraft(
  amount: string | null,
  presets: Money[],
  { typed }: Pick<Format, "typed">,
): TopUpDraft {
  if (amount === null || !/^\d{1,9}\.\d\d$/.test(amount)) return { preset: presets[0] ?? null, typed: "" };
  return presets.includes(amount) ? { preset: amount, typed: "" } : { preset: null, typed: typed(amount) };
}

/** The amount to pay, or the error message. */
export function amountToPay(
  draft: TopUpDraft,
  bounds: Pick<TopUpBounds, "minimum" | "maximum">,
  t: Messages,
  { money, group }: Pick<Format, "money" | "group">,
): { amount: Money } | { error: string } {
  if (draft.preset !== null) return { amount: draft.preset };
  const parsed = parseAmount(draft.typed, group());
  if ("problem" in parsed) return { error: t.amount[parsed.problem] };
  const { amount } = parsed;
  if (isLess(amount, bounds.minimum) || isLess(bounds.maximum, amount))
    return { error: t.topUp.range(money(bounds.minimum), money(bounds.maximum)) };
  return { amount };
}
