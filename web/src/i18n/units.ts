import type { I18n } from "./i18n";

/** The name of a billing unit after a quantity, as in "2,340 tokens". Unknown names are not translated. */
export function unitName({ t, f }: Pick<I18n, "t" | "f">, name: string, quantity: string): string {
  const words: Partial<Record<string, { one: string; other: string }>> = t.units;
  return words[name]?.[f.form(quantity)] ?? name;
}

/** The quantity that a price applies to, such as "request" or "1,000 tokens". */
export function unitOf(i18n: Pick<I18n, "t" | "f">, unit: { quantity: string; name: string }): string {
  const name = unitName(i18n, unit.name, unit.quantity);
  return unit.quantity === "1" ? name : `${i18n.f.quantity(unit.quantity)} ${name}`;
}
