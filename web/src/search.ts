/** A text as it is compared: no accents, no capitals. */
export function plainText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** To the field that one searches with; the button that showed everything again is gone by then. */
export function focusSearch(): void {
  document.querySelector<HTMLElement>("[type=search]")?.focus();
}

/** Whether every word of the query is somewhere in the texts. */
export function matches(query: string, ...texts: string[]): boolean {
  const where = plainText(texts.join(" "));
  return plainText(query)
    .split(/\s+/)
    .every((word) => where.includes(word));
}
