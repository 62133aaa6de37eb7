package credits.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// A quantity in the unit that the operation is priced in, such as tokens, characters or minutes: greater than zero,
/// less than 10¹², with up to six decimals.
///
/// @param micros the quantity in millionths
public record Quantity(long micros) {
    private static final int SCALE = 6;
    private static final long MICROS = 1_000_000;
    private static final long TOO_MUCH = 1_000_000_000_000L * MICROS;

    // Checked before parsing: BigDecimal would spend hours on 1E+200000000.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    /// @throws IllegalArgumentException if the quantity is out of range
    public Quantity {
        if (micros <= 0 || micros >= TOO_MUCH) {
            throw new IllegalArgumentException(
                    "a quantity must be greater than 0 and less than 10^12, not " + micros + " millionths");
        }
    }

    /// A whole number of units.
    ///
    /// @throws IllegalArgumentException if the quantity is out of range
    public static Quantity of(long whole) {
        if (whole <= 0 || whole >= TOO_MUCH / MICROS) {
            throw new IllegalArgumentException("a quantity must be greater than 0 and less than 10^12, not " + whole);
        }
        return new Quantity(whole * MICROS);
    }

    /// Parses a decimal such as `1250` or `0.5`: up to 12 digits before the point and 6 after it.
    ///
    /// @throws IllegalArgumentException if the text is not such a number or is out of range
    public static Quantity of(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a quantity must have up to 12 digits before the point and up to 6 after it");
        }
        return new Quantity(new BigDecimal(text)
                .setScale(SCALE, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact());
    }

    /// The decimal that the service expects, without trailing zeros.
    @Override
    public String toString() {
        var text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    // Without BigDecimal, because every recorded line is written once.
    void appendTo(StringBuilder text) {
        text.append(micros / MICROS);
        long rest = micros % MICROS;
        if (rest == 0) return;
        text.append('.');
        for (long digit = MICROS / 10; rest > 0; digit /= 10) {
            text.append((char) ('0' + rest / digit));
            rest %= digit;
        }
    }
}
