import { root } from "./root";

/** Removes accents and capitals for a comparison. */
export function plainText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Focuses the search field when the button that cleared the search disappears. */
export function focusSearch(): void {
  root().querySelector<HTMLElement>("[type=search]")?.focus();
}

/** Whether each word of the query occurs in one of the texts. */
export function matches(query: string, ...texts: string[]): boolean {
  const where = plainText(texts.join(" "));
  return plainText(query)
    .split(/\s+/)
    .every((word) => where.includes(word));
}
