package credits.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// A quantity in the unit that the operation is priced in, such as tokens, characters or minutes: greater than zero,
/// less than 10¹², with up to six decimals.
///
/// @param micros the quantity in millionths
public record UsageQuantity(long micros) {
    private static final int DECIMALS = 6;
    private static final long MICROS_PER_UNIT = 1_000_000;
    private static final long MICROS_LIMIT = 1_000_000_000_000L * MICROS_PER_UNIT;

    // Checked before parsing: BigDecimal would spend hours on 1E+200000000.
    private static final Pattern NUMBER_PATTERN = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    /// @throws IllegalArgumentException if the quantity is out of range
    public UsageQuantity {
        if (micros <= 0 || micros >= MICROS_LIMIT) {
            throw new IllegalArgumentException(
                    "a quantity must be greater than 0 and less than 10^12, not " + micros + " millionths");
        }
    }

    /// A whole number of units.
    ///
    /// @throws IllegalArgumentException if the quantity is out of range
    public static UsageQuantity of(long whole) {
        if (whole <= 0 || whole >= MICROS_LIMIT / MICROS_PER_UNIT) {
            throw new IllegalArgumentException("a quantity must be greater than 0 and less than 10^12, not " + whole);
        }
        return new UsageQuantity(whole * MICROS_PER_UNIT);
    }

    /// Parses a decimal such as `1250` or `0.5`: up to 12 digits before the point and 6 after it.
    ///
    /// @throws IllegalArgumentException if the text is not such a number or is out of range
    public static UsageQuantity of(String text) {
        if (!NUMBER_PATTERN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a quantity must have up to 12 digits before the point and up to 6 after it");
        }
        return new UsageQuantity(new BigDecimal(text)
                .setScale(DECIMALS, RoundingMode.UNNECESSARY)
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
    public void appendTo(StringBuilder text) {
        text.append(micros / MICROS_PER_UNIT);
        long fraction = micros % MICROS_PER_UNIT;
        if (fraction == 0) return;
        text.append('.');
        for (long digit = MICROS_PER_UNIT / 10; fraction > 0; digit /= 10) {
            text.append((char) ('0' + fraction / digit));
            fraction %= digit;
        }
    }
}
