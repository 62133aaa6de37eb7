package credits.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// How much of a billing unit's things was used, such as tokens, characters or minutes: above zero, below 10¹²,
/// exact to a millionth. Anything else is an [IllegalArgumentException].
public record Quantity(long micros) {
    private static final int SCALE = 6;
    private static final long MICROS = 1_000_000;
    private static final long TOO_MUCH = 1_000_000_000_000L * MICROS;

    // Checked before parsing: BigDecimal would spend hours on 1E+200000000.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    public Quantity {
        if (micros <= 0 || micros >= TOO_MUCH) {
            throw new IllegalArgumentException(
                    "a quantity is above 0 and below 10^12; this is " + micros + " millionths");
        }
    }

    /// So many whole things.
    public static Quantity of(long whole) {
        if (whole <= 0 || whole >= TOO_MUCH / MICROS) {
            throw new IllegalArgumentException("a quantity is above 0 and below 10^12; this is " + whole);
        }
        return new Quantity(whole * MICROS);
    }

    /// Reads text such as `1250` or `0.5`: up to 12 digits before and 6 after the point.
    public static Quantity of(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("a quantity has up to 12 digits before and 6 after the point");
        }
        return new Quantity(new BigDecimal(text)
                .setScale(SCALE, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact());
    }

    /// As the service reads it: no decimals other than needed.
    @Override
    public String toString() {
        var text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    // Without BigDecimal, because every line is written once.
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
