/** An amount in EUR in the format of the API: a decimal string such as "150.00" or "0.00585", up to nine decimals. */
export type Money = string;

const DECIMALS = 9;

/** Converts an amount to nano-euro, exactly. Amounts are never JavaScript numbers. */
export function toNanos(amount: Money): bigint {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(amount) ?? [];
  if (whole === undefined) throw new RangeError(`not an amount: ${amount}`);
  const value = BigInt(whole + fraction.padEnd(DECIMALS, "0"));
  return sign ? -value : value;
}

/** Converts nano-euro to an amount with at least two decimals and no further trailing zeros. */
export function fromNanos(value: bigint): Money {
  const digits = String(value < 0n ? -value : value).padStart(DECIMALS + 1, "0");
  const fraction = digits.slice(-DECIMALS).replace(/0{1,7}$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -DECIMALS)}.${fraction}`;
}

export const plus = (a: Money, b: Money): Money => fromNanos(toNanos(a) + toNanos(b));
export const minus = (a: Money, b: Money): Money => fromNanos(toNanos(a) - toNanos(b));
export const isAtLeast = (a: Money, b: Money): boolean => toNanos(a) >= toNanos(b);
export const isLess = (a: Money, b: Money): boolean => toNanos(a) < toNanos(b);
export const isNegative = (a: Money): boolean => toNanos(a) < 0n;
export const isZero = (a: Money): boolean => toNanos(a) === 0n;
/** Rounded half up, for a label with little room. */
export const wholeEuros = (a: Money): Money =>
  fromNanos(((toNanos(a) + 500_000_000n) / 1_000_000_000n) * 1_000_000_000n);

/** For sorting: negative if a is less. */
export const compareMoney = (a: Money, b: Money): number => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0);
export const greatest = (...amounts: Money[]): Money =>
  amounts.reduce((a, b) => (isLess(a, b) ? b : a), "0.00");

/** How many decimals are shown: at least two, and no trailing zeros beyond. */
export const decimalsOf = (a: Money): number => Math.max(2, /\.(\d*?)0*$/.exec(a)?.[1]?.length ?? 0);

/** a ÷ b to six places, for charts and percentages only; 0 when b is 0. */
export function ratio(a: Money, b: Money): number {
  const divisor = toNanos(b);
  return divisor === 0n ? 0 : Number((toNanos(a) * 1_000_000n) / divisor) / 1_000_000;
}

/** The cost of a quantity at a price per `unitSize`, rounded half up to a nano-euro like in the ledger. */
export function costOf(quantity: string, unitPrice: Money, unitSize: string): Money {
  const millionths = toNanos(quantity) / 1000n;
  const divisor = BigInt(unitSize) * 1_000_000n;
  const product = millionths * toNanos(unitPrice);
  return fromNanos((product * 2n + divisor) / (divisor * 2n));
}

/**
 * The quantity that an amount pays for, rounded down: to a whole number, or to two decimals if it is below one. Null if
 * the price is zero or the quantity is below 0.01.
 */
export function quantityFor(amount: Money, unitPrice: Money, unitSize: string): string | null {
  const price = toNanos(unitPrice);
  if (price === 0n) return null;
  const hundredths = (toNanos(amount) * BigInt(unitSize) * 100n) / price;
  if (hundredths === 0n) return null;
  return hundredths >= 100n ? `${hundredths / 100n}` : `0.${`${hundredths}`.padStart(2, "0")}`;
}

/** Why what a person typed is not an amount. */
export type AmountProblem = "empty" | "form" | "decimals";

/**
 * Parses what a person typed: "75,50", "75.50", "€ 1 234,50" and "1.234,50" alike. A single separator before three
 * digits means thousands in some countries and decimals in others: it is accepted if it is `group`, the page's own
 * thousands separator, and rejected otherwise.
 */
export function parseAmount(typed: string, group = ""): { amount: Money } | { problem: AmountProblem } {
  const written = typed.replace(/[\s\u00a0\u202f'’€]|EUR/gi, "");
  const [, sign] = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/.exec(written) ?? [];
  const text = sign && sign === group ? written.replaceAll(sign, "") : written;
  if (text === "") return { problem: "empty" };
  const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)[.,](\d{1,2})$/.exec(text);
  const plain = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text);
  if (grouped) {
    const fraction = grouped[2] ?? "";
    const whole = text.slice(0, -fraction.length - 1).replace(/[.,]/g, "");
    return { amount: `${whole}.${fraction.padEnd(2, "0")}` };
  }
  if (!plain) return { problem: "form" };
  const [, whole = "0", fraction = ""] = plain;
  if (fraction.length > 2) return { problem: "decimals" };
  return { amount: `${BigInt(whole)}.${fraction.padEnd(2, "0")}` };
}
