package credits.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// How figures are written: with three significant digits, and thousands separated by commas.
final class Figures {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Figures() {}

    static String significant(double value) {
        if (value == 0) return "0";
        var rounded = new BigDecimal(value).round(THREE_DIGITS);
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String millis(Duration duration) {
        return significant(duration.toNanos() / 1e6);
    }

    /// The value that this share of the values do not exceed; sorts `nanos`.
    static Duration percentile(long[] nanos, double share) {
        Arrays.sort(nanos);
        int rank = (int) Math.ceil(share * nanos.length);
        return Duration.ofNanos(nanos[Math.max(0, rank - 1)]);
    }
}
