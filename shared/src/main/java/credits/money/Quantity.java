package credits.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// The quantity of a billing unit that was used, such as tokens, minutes or requests: above zero, below 10¹², exact to
/// a millionth.
public record Quantity(long micros) {
    /// One unit, in millionths.
    public static final long MICROS = 1_000_000;

    private static final long TOO_MUCH = 1_000_000_000_000L * MICROS;
    private static final int SCALE = 6;

    /// The largest quantity.
    public static final Quantity LARGEST = new Quantity(TOO_MUCH - 1);

    // Checked before parsing: BigDecimal would spend hours on 1E+200000000.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    public Quantity {
        if (micros <= 0 || micros >= TOO_MUCH) throw new IllegalArgumentException("quantity out of range: " + micros);
    }

    /// Parses a quantity such as `1250` or `0.5`: up to 12 digits before and 6 after the point, above zero. Anything
    /// else is empty.
    public static Optional<Quantity> parse(String text) {
        if (!NUMBER.matcher(text).matches()) return Optional.empty();
        var micros = new BigDecimal(text)
                .setScale(SCALE, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
        return micros > 0 ? Optional.of(new Quantity(micros)) : Optional.empty();
    }

    /// Like [#parse], for text that is known to be a quantity, such as a constant.
    public static Quantity of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a quantity: " + text));
    }

    /// Returns the quantity as the contract writes it, with no more decimals than needed.
    @Override
    public String toString() {
        return BigDecimal.valueOf(micros, SCALE).stripTrailingZeros().toPlainString();
    }
}
