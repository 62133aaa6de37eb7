/** Chooses between the forms of a word as the language does. */
export function pluralise(language: string) {
  let rules: Intl.PluralRules | undefined;
  return (count: number, one: string, other: string): string => {
    rules ??= new Intl.PluralRules(language);
    return rules.select(count) === "one" ? one : other;
  };
}
