/** Chooses between the forms of a word as the language does. */
export function pluralise(language: string) {
  const rules = new Intl.PluralRules(language);
  return (count: number, one: string, other: string): string => (rules.select(count) === "one" ? one : other);
}
