import type { Money } from "../money";

/** Formats amounts, counts and times for a locale. Times are formatted in the time zone that is passed. */
export type Format = ReturnType<typeof format>;

type Numeric = `${number}`;

/** Creates a value when it is first used. Formatters are slow to create, and a page needs only a few of them. */
function lazily<T>(create: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= create());
}

export function format(locale: string) {
  const number = (options: Intl.NumberFormatOptions) => lazily(() => new Intl.NumberFormat(locale, options));
  const euros = (least: number, most: number, signDisplay: "auto" | "exceptZero" = "auto") =>
    number({
      signDisplay,
      style: "currency",
      currency: "EUR",
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: "always",
    });
  const cents = euros(2, 2);
  const exact = euros(2, 9);
  const signed = euros(2, 2, "exceptZero");
  const whole = euros(0, 2);
  const typed = number({ minimumFractionDigits: 2, maximumFractionDigits: 9, useGrouping: false });
  const count = number({ useGrouping: "always", maximumFractionDigits: 6 });
  const percent = number({ style: "percent", maximumFractionDigits: 1 });
  const change = number({ style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const rules = lazily(() => new Intl.PluralRules(locale));
  const times = new Map<string, Intl.DateTimeFormat>();
  /** French writes the first of a month as an ordinal, which Intl does not support. */
  const isFrench = locale.startsWith("fr");

  function time(options: Intl.DateTimeFormatOptions, at: Date): string {
    const key = JSON.stringify(options);
    const found = times.get(key) ?? new Intl.DateTimeFormat(locale, options);
    times.set(key, found);
    const text = found.format(at);
    return isFrench && options.month === "long" ? text.replace(/^1(?= )/, "1er") : text;
  }

  /** A day or month without a time is formatted as if in UTC, so that no time zone shifts it. */
  const plain = (day: string, options: Intl.DateTimeFormatOptions) =>
    time({ timeZone: "UTC", ...options }, new Date(`${day}T00:00:00Z`));

  return {
    locale,
    /** With cents. The amount stays a string, because a number would lose digits. */
    money: (amount: Money) => cents().format(amount as Numeric),
    /** With cents and a sign, for a change. */
    signed: (amount: Money) => signed().format(amount as Numeric),
    /** With all digits. */
    exact: (amount: Money) => exact().format(amount as Numeric),
    /** With cents, or with all digits if they would round to zero. */
    visible: (amount: Money) =>
      (Math.abs(Number(amount)) < 0.005 ? exact() : cents()).format(amount as Numeric),
    /** Without cents if they are zero, for axes and presets. */
    short: (amount: Money) => whole().format(amount as Numeric),
    /** As in an input field: digits and a decimal separator only. */
    typed: (amount: Money) => typed().format(amount as Numeric),
    /** The thousands separator. */
    group: () =>
      cents()
        .formatToParts(10_000)
        .find(({ type }) => type === "group")?.value ?? "",
    count: (value: number) => count().format(value),
    quantity: (value: string) => count().format(value as Numeric),
    /** The plural form of a word after this quantity. */
    form: (quantity: string): "one" | "other" =>
      rules().select(Number(quantity)) === "one" ? "one" : "other",
    percent: (value: number) => percent().format(value),
    change: (value: number) => change().format(value),
    day: (day: string) => plain(day, { day: "numeric", month: "short", year: "numeric" }),
    longDay: (day: string) => plain(day, { day: "numeric", month: "long", year: "numeric" }),
    shortDay: (day: string) => plain(day, { day: "numeric", month: "short" }),
    month: (month: string) => plain(`${month}-01`, { month: "long", year: "numeric" }),
    monthName: (month: string) => plain(`${month}-01`, { month: "long" }),
    shortMonth: (month: string) => plain(`${month}-01`, { month: "short" }),
    clock: (at: string, timeZone: string) =>
      time({ timeZone, hour: "2-digit", minute: "2-digit" }, new Date(at)),
    seconds: (at: string, timeZone: string) =>
      time({ timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }, new Date(at)),
    moment: (at: string, timeZone: string) =>
      time(
        { timeZone, day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
        new Date(at),
      ),
    date: (at: string, timeZone: string) =>
      time({ timeZone, day: "numeric", month: "short", year: "numeric" }, new Date(at)),
    longDate: (at: string, timeZone: string) =>
      time({ timeZone, day: "numeric", month: "long", year: "numeric" }, new Date(at)),
  };
}
