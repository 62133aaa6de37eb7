import type { Money } from "../money";

/** How amounts, counts and times are written for one locale; times always in the account's time zone. */
export type Format = ReturnType<typeof format>;

type Numeric = `${number}`;

/** Made when it is first asked for: a page needs a few of them, and each takes its time. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

export function format(locale: string) {
  const number = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options));
  const euros = (least: number, most: number) =>
    number({
      style: "currency",
      currency: "EUR",
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: "always",
    });
  const cents = euros(2, 2);
  const exact = euros(2, 9);
  const whole = euros(0, 2);
  const typed = number({ minimumFractionDigits: 2, maximumFractionDigits: 9, useGrouping: false });
  const count = number({ useGrouping: "always", maximumFractionDigits: 6 });
  const percent = number({ style: "percent", maximumFractionDigits: 1 });
  const change = number({ style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const rules = once(() => new Intl.PluralRules(locale));
  const times = new Map<string, Intl.DateTimeFormat>();
  /** The first of a month, in words, is an ordinal in French; Intl does not know that. */
  const isFrench = locale.startsWith("fr");

  function time(options: Intl.DateTimeFormatOptions, at: Date): string {
    const key = JSON.stringify(options);
    const found = times.get(key) ?? new Intl.DateTimeFormat(locale, options);
    times.set(key, found);
    const text = found.format(at);
    return isFrench && options.month === "long" ? text.replace(/^1(?= )/, "1er") : text;
  }

  /** A day or month without a time is the same everywhere: as if in UTC. */
  const plain = (day: string, options: Intl.DateTimeFormatOptions) =>
    time({ timeZone: "UTC", ...options }, new Date(`${day}T00:00:00Z`));

  return {
    locale,
    /** To a cent, as totals are shown. The text is handed over whole: no digit passes through a number. */
    money: (amount: Money) => cents().format(amount as Numeric),
    /** With every digit there is. */
    exact: (amount: Money) => exact().format(amount as Numeric),
    /** Without cents when there are none: for axes and presets. */
    short: (amount: Money) => whole().format(amount as Numeric),
    /** As it stands in a field: nothing but digits and the separator of the country. */
    typed: (amount: Money) => typed().format(amount as Numeric),
    count: (value: number) => count().format(value),
    quantity: (value: string) => count().format(value as Numeric),
    /** The form of a word that stands with this quantity. */
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
