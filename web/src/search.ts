/** A text as it is compared: no accents, no capitals. */
export function plainText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether every word of the query is somewhere in the texts. */
export function matches(query: string, ...texts: string[]): boolean {
  const where = plainText(texts.join(" "));
  return plainText(query)
    .split(/\s+/)
    .every((word) => where.includes(word));
}
