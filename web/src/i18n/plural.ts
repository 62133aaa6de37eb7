/** Returns a function that chooses between singular and plural by the rules of the language. */
export function pluralise(language: string) {
  let rules: Intl.PluralRules | undefined;
  return (count: number, one: string, other: string): string => {
    rules ??= new Intl.PluralRules(language);
    return rules.select(count) === "one" ? one : other;
  };
}
