package credits.local.aws.schedule;

import java.util.ArrayList;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses the fields of a `cron` expression: minutes, hours, days of the month, months, days of the week.
final class CronFields {
    private static final Pattern RANGE = Pattern.compile("(\\*|\\?|\\d{1,2})(?:-(\\d{1,2}))?(?:/(\\d{1,2}))?");
    private static final int[][] BOUNDS = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {1, 7}};

    private CronFields() {}

    static Optional<ScheduleExpression> parse(MatchResult fields) {
        var parsed = new ArrayList<NavigableSet<Integer>>();
        for (int field = 0; field < BOUNDS.length; field++) {
            var numbers = parseField(fields.group(field + 1), BOUNDS[field][0], BOUNDS[field][1]);
            if (numbers.isEmpty()) return Optional.empty();
            parsed.add(numbers);
        }
        return Optional.of(
                new ScheduleExpression.Cron(parsed.get(0), parsed.get(1), parsed.get(2), parsed.get(3), parsed.get(4)));
    }

    /// Parses one field; the result is empty if the field is not supported.
    private static NavigableSet<Integer> parseField(String field, int min, int max) {
        var numbers = new TreeSet<Integer>();
        for (var part : field.split(",", -1)) {
            var range = RANGE.matcher(part);
            if (!range.matches()) return new TreeSet<>();
            var isAny = !Character.isDigit(part.charAt(0));
            int first = isAny ? min : Integer.parseInt(range.group(1));
            int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
            int last = last(range.group(2), isAny || range.group(3) != null ? max : first);
            if (first < min || last > max || first > last || step == 0) return new TreeSet<>();
            for (int number = first; number <= last; number += step) numbers.add(number);
        }
        return numbers;
    }

    private static int last(@Nullable String text, int defaultValue) {
        return text == null ? defaultValue : Integer.parseInt(text);
    }
}
