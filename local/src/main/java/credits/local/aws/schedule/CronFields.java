package credits.local.template;

import java.util.ArrayList;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a `cron` expression: minutes, hours, days of the month, months, days of the week.
final class CronFields {
    private static final Pattern RANGE = Pattern.compile("(\\*|\\?|\\d{1,2})(?:-(\\d{1,2}))?(?:/(\\d{1,2}))?");
    private static final int[][] BOUNDS = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {1, 7}};

    private CronFields() {}

    static Optional<Times> parse(MatchResult fields) {
        var read = new ArrayList<NavigableSet<Integer>>();
        for (int field = 0; field < BOUNDS.length; field++) {
            var numbers = numbers(fields.group(field + 1), BOUNDS[field][0], BOUNDS[field][1]);
            if (numbers.isEmpty()) return Optional.empty();
            read.add(numbers);
        }
        return Optional.of(new Times.Cron(read.get(0), read.get(1), read.get(2), read.get(3), read.get(4)));
    }

    /// None when the field is not understood.
    private static NavigableSet<Integer> numbers(String field, int least, int most) {
        var numbers = new TreeSet<Integer>();
        for (var part : field.split(",", -1)) {
            var range = RANGE.matcher(part);
            if (!range.matches()) return new TreeSet<>();
            var isAny = !Character.isDigit(part.charAt(0));
            int first = isAny ? least : Integer.parseInt(range.group(1));
            int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
            int last = last(range.group(2), isAny || range.group(3) != null ? most : first);
            if (first < least || last > most || first > last || step == 0) return new TreeSet<>();
            for (int number = first; number <= last; number += step) numbers.add(number);
        }
        return numbers;
    }

    private static int last(@Nullable String said, int otherwise) {
        return said == null ? otherwise : Integer.parseInt(said);
    }
}
