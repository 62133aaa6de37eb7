package credits.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// An amount in EUR, exact to a nano-euro (10⁻⁹), because prices of AI tokens go below a micro-euro.
///
/// Arithmetic is exact or throws [ArithmeticException]: the range is ± 9.2 billion EUR.
public record Eur(long nanos) implements Comparable<Eur> {
    public static final Eur ZERO = new Eur(0);

    private static final int SCALE = 9;
    private static final long NANOS_PER_CENT = 10_000_000;

    // Checked before parsing: BigDecimal would spend hours on 1E+200000000.
    private static final Pattern FORMAT = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

    /// Returns an amount of whole cents.
    public static Eur ofCents(long cents) {
        return new Eur(Math.multiplyExact(cents, NANOS_PER_CENT));
    }

    /// Parses an amount such as `150.00`, `0.012345` or `-3`: up to 9 digits before and 9 after the point. Anything
    /// else (an exponent, a plus sign, a space, a comma) is empty.
    public static Optional<Eur> parse(String text) {
        return FORMAT.matcher(text).matches() ? Optional.of(fromDecimal(text)) : Optional.empty();
    }

    /// Like [#parse], for text that is known to be an amount, such as a constant.
    public static Eur of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an amount: " + text));
    }

    private static Eur fromDecimal(String text) {
        return new Eur(new BigDecimal(text)
                .setScale(SCALE, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact());
    }

    public Eur plus(Eur other) {
        return new Eur(Math.addExact(nanos, other.nanos));
    }

    public Eur minus(Eur other) {
        return new Eur(Math.subtractExact(nanos, other.nanos));
    }

    /// Returns the smaller of two amounts.
    public static Eur min(Eur one, Eur other) {
        return other.isGreaterThan(one) ? one : other;
    }

    /// Returns the greater of two amounts.
    public static Eur max(Eur one, Eur other) {
        return one.isGreaterThan(other) ? one : other;
    }

    public boolean isGreaterThan(Eur other) {
        return nanos > other.nanos;
    }

    public boolean isNegative() {
        return nanos < 0;
    }

    public boolean isPositive() {
        return nanos > 0;
    }

    /// Returns the amount in cents. Throws [ArithmeticException] if it is not whole cents.
    public long toCents() {
        if (nanos % NANOS_PER_CENT != 0) throw new ArithmeticException("not whole cents: " + this);
        return nanos / NANOS_PER_CENT;
    }

    @Override
    public int compareTo(Eur other) {
        return Long.compare(nanos, other.nanos);
    }

    /// Returns the amount as the contract writes it: with two to nine decimals, and no more than needed.
    @Override
    public String toString() {
        var exact = BigDecimal.valueOf(nanos, SCALE).stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
