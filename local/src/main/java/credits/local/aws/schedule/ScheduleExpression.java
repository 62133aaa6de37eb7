package credits.local.aws.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.regex.Pattern;

/// An EventBridge schedule expression in UTC: `rate(1 hour)` or `cron(30 2 * * ? *)`. In cron fields, numbers,
/// `*`, `?`, lists, ranges and steps are supported.
public sealed interface ScheduleExpression {
    /// The first scheduled time after `now`.
    Instant nextAfter(Instant now);

    /// Parses an expression; empty if it is not supported.
    static Optional<ScheduleExpression> parse(String expression) {
        var rate = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)s?\\)").matcher(expression);
        if (rate.matches()) {
            var unit = ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S");
            return Optional.of(new Rate(unit.getDuration().multipliedBy(Long.parseLong(rate.group(1)))));
        }
        var cron = Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) \\*\\)")
                .matcher(expression);
        return cron.matches() ? CronFields.parse(cron.toMatchResult()) : Optional.empty();
    }

    /// A fixed interval, counted from `now`.
    record Rate(Duration interval) implements ScheduleExpression {
        @Override
        public Instant nextAfter(Instant now) {
            return now.plus(interval);
        }
    }

    /// These minutes of these hours of these days, in every year.
    record Cron(
            NavigableSet<Integer> minutes,
            NavigableSet<Integer> hours,
            NavigableSet<Integer> days,
            NavigableSet<Integer> months,
            NavigableSet<Integer> weekdays)
            implements ScheduleExpression {
        // 29 February is never further away.
        private static final int MAX_DAYS_AHEAD = 8 * 366;

        @Override
        public Instant nextAfter(Instant now) {
            var next =
                    now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            for (int day = 0; day < MAX_DAYS_AHEAD; day++) {
                var date = next.toLocalDate().plusDays(day);
                var time = firstTimeOn(date, day == 0 ? next.toLocalTime() : LocalTime.MIN);
                if (time.isPresent()) return date.atTime(time.get()).toInstant(ZoneOffset.UTC);
            }
            throw new IllegalStateException("never due: " + this);
        }

        /// The first scheduled time of the day, not before `from`.
        private Optional<LocalTime> firstTimeOn(LocalDate date, LocalTime from) {
            if (!days.contains(date.getDayOfMonth()) || !months.contains(date.getMonthValue())) return Optional.empty();
            // AWS counts weekdays from Sunday, which is 1.
            if (!weekdays.contains(date.getDayOfWeek().getValue() % 7 + 1)) return Optional.empty();
            for (int hour : hours.tailSet(from.getHour())) {
                var minute = minutes.ceiling(hour == from.getHour() ? from.getMinute() : 0);
                if (minute != null) return Optional.of(LocalTime.of(hour, minute));
            }
            return Optional.empty();
        }
    }
}
