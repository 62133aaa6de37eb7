/** An amount in EUR as the API writes it: a decimal text such as "150.00" or "0.00585", up to nine decimals. */
export type Money = string;

const DECIMALS = 9;

/** The amount in nano-euro, exactly. Amounts are never JavaScript numbers. */
export function toNanos(amount: Money): bigint {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(amount) ?? [];
  if (whole === undefined) throw new RangeError(`not an amount: ${amount}`);
  const value = BigInt(whole + fraction.padEnd(DECIMALS, "0"));
  return sign ? -value : value;
}

/** The other way: two decimals at least, no zeros after them. */
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
export const greatest = (...amounts: Money[]): Money =>
  amounts.reduce((a, b) => (isLess(a, b) ? b : a), "0.00");

/** a ÷ b for drawing and percentages only, to six places; 0 when there is nothing to divide by. */
export function ratio(a: Money, b: Money): number {
  const divisor = toNanos(b);
  return divisor === 0n ? 0 : Number((toNanos(a) * 1_000_000n) / divisor) / 1_000_000;
}

/** What a quantity costs at a price per unit size, rounded half up to a nano-euro, as the ledger does it. */
export function costOf(quantity: string, unitPrice: Money, unitSize: string): Money {
  const millionths = toNanos(quantity) / 1000n;
  const divisor = BigInt(unitSize) * 1_000_000n;
  const product = millionths * toNanos(unitPrice);
  return fromNanos((product * 2n + divisor) / (divisor * 2n));
}

/**
 * How much this amount pays for: whole units rounded down, two decimals where it is not even one; null if it is free, or
 * too dear to say.
 */
export function quantityFor(amount: Money, unitPrice: Money, unitSize: string): string | null {
  const price = toNanos(unitPrice);
  if (price === 0n) return null;
  const hundredths = (toNanos(amount) * BigInt(unitSize) * 100n) / price;
  if (hundredths === 0n) return null;
  return hundredths >= 100n ? `${hundredths / 100n}` : `0.${`${hundredths}`.padStart(2, "0")}`;
}

/** Why a text is not an amount that a person may enter. */
export type AmountProblem = "empty" | "form" | "decimals";

/**
 * Reads what a person typed: "75,50", "75.50", "€ 1 234,50" and "1.234,50" alike. A lone separator before three digits
 * means thousands in one country and decimals in another: that is refused, not guessed.
 */
export function parseAmount(typed: string): { amount: Money } | { problem: AmountProblem } {
  const text = typed.replace(/[\s\u00a0\u202f'’€]|EUR/gi, "");
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
