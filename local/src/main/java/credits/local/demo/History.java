package credits.local.demo;

import credits.local.Ulid;
import credits.pricing.PriceList;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What an organisation did until `now`, from a seed: the same story and the same `now` give the same steps, to the
/// last byte. They are made as they are asked for, so that 200,000 lines never are in memory together.
public final class Past {
    private static final int MOST_MESSAGES = 10;
    private static final Duration OFFICE_OPENS = Duration.ofMinutes(7 * 60 + 30);
    private static final Duration OFFICE_CLOSES = Duration.ofHours(19);
    private static final Duration REPORTED_EVERY = Duration.ofHours(4);
    private static final int DEAR_REPORTS = 20;

    private final Story story;
    private final Instant now;
    private final ZoneId zone;
    private final RandomGenerator random;
    private final Work work;
    private final Reports reports;

    /// @param defaultZone where the organisation has no time zone of its own
    public Past(Story story, PriceList prices, Instant now, ZoneId defaultZone) {
        this.story = story;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.zone = story.zone().orElse(defaultZone);
        this.random = new SplittableRandom(story.id().hashCode());
        this.work = new Work(prices, random);
        this.reports = new Reports(story, random);
    }

    /// The steps, once: a stream of the second call would go on with the chance of the first.
    public Stream<Step> steps() {
        return IntStream.range(0, story.months().size()).boxed().flatMap(this::month);
    }

    private Stream<Step> month(int index) {
        var plan = story.months().get(index);
        var month = story.month(index, YearMonth.from(LocalDate.ofInstant(now, zone)));
        var begins = month.atDay(1).atStartOfDay(zone).toInstant();
        var first = new ArrayList<Step>();
        if (index == 0 && story.zone().isPresent()) first.add(new Step.TimeZone(begins, zone));
        plan.credits().ifPresent(amount -> first.add(credits(begins, amount, index == 0)));
        plan.limits()
                .ifPresent(limits -> first.add(
                        new Step.Limits(begins, story.owner(), limits.alertThreshold(), limits.allowedLimit())));
        var spending = new Spending(plan, month);
        var days = month.atDay(1).datesUntil(last(month).plusDays(1)).flatMap(spending::day);
        var isLast = index == story.months().size() - 1;
        var refusals = Stream.of(story.endsInRefusals() && isLast)
                .flatMap(endsSo -> endsSo ? refusals() : Stream.<Step>empty());
        return Stream.of(first.stream(), days, refusals).flatMap(steps -> steps);
    }

    private Step credits(Instant at, String amount, boolean isFirst) {
        return new Step.Credits(at, Ulid.next(at, random), amount, isFirst ? "Opening credits" : "More credits");
    }

    // The last day of the month that has begun.
    private LocalDate last(YearMonth month) {
        var today = LocalDate.ofInstant(now, zone);
        return today.isBefore(month.atEndOfMonth()) ? today : month.atEndOfMonth();
    }

    private Stream<Step> refusals() {
        var _ = reports.add(now, work.dear(DEAR_REPORTS));
        return Stream.of(new Step.Usage(reports.endAll()));
    }

    /// The work of one month, which costs what was planned.
    private final class Spending {
        private final double[] busy;
        private final double busyInAll;
        private final int entries;
        private double left;

        Spending(Story.Month plan, YearMonth month) {
            busy = month.atDay(1)
                    .datesUntil(month.atEndOfMonth().plusDays(1))
                    .mapToDouble(this::busy)
                    .toArray();
            var all = sum(month.lengthOfMonth());
            var soFar = sum(last(month).getDayOfMonth());
            entries = (int) Math.ceil(plan.entries() * soFar / all);
            left = plan.soFar() ? plan.cost() : plan.cost() * soFar / all;
            busyInAll = soFar;
        }

        // Few work at weekends, and no two days are the same.
        private double busy(LocalDate date) {
            return (date.getDayOfWeek().getValue() > 5 ? 0.12 : 1) * (0.7 + 0.6 * random.nextDouble());
        }

        private double sum(int days) {
            return IntStream.range(0, days).mapToDouble(day -> busy[day]).sum();
        }

        Stream<Step> day(LocalDate date) {
            var isLast = date.equals(last(YearMonth.from(date)));
            var rest = busyInAll - sum(date.getDayOfMonth() - 1);
            var cost = isLast ? left : left * busy[date.getDayOfMonth() - 1] / rest;
            var lines = (int) Math.round(entries * busy[date.getDayOfMonth() - 1] / busyInAll);
            return batches(messages(times(date, isLast ? Math.max(1, lines) : lines), cost));
        }

        private List<Step.Message> messages(List<Instant> times, double cost) {
            var messages = new ArrayList<Step.Message>();
            var ofDay = cost;
            for (int i = 0; i < times.size(); i++) {
                if (i > 0 && period(times.get(i)) != period(times.get(i - 1))) messages.addAll(reports.endAll());
                var mean = ofDay / (times.size() - i);
                var piece = work.of(Math.max(0, i == times.size() - 1 ? mean : mean * 2 * random.nextDouble()));
                ofDay -= piece.cost();
                left -= piece.cost();
                messages.addAll(reports.add(times.get(i), piece));
            }
            messages.addAll(reports.endAll());
            return messages;
        }
    }

    private static long period(Instant at) {
        return at.getEpochSecond() / REPORTED_EVERY.toSeconds();
    }

    // In order, within office hours as far as the day has come.
    private List<Instant> times(LocalDate date, int count) {
        var begins = date.atStartOfDay(zone).toInstant();
        var opens = begins.plus(OFFICE_OPENS).isBefore(now) ? begins.plus(OFFICE_OPENS) : begins;
        var closes = begins.plus(OFFICE_CLOSES).isBefore(now) ? begins.plus(OFFICE_CLOSES) : now;
        var millis = Math.max(1, Duration.between(opens, closes).toMillis());
        return random.longs(count, 0, millis)
                .sorted()
                .mapToObj(opens::plusMillis)
                .toList();
    }

    private static Stream<Step> batches(List<Step.Message> messages) {
        return IntStream.iterate(0, from -> from < messages.size(), from -> from + MOST_MESSAGES)
                .mapToObj(from ->
                        new Step.Usage(messages.subList(from, Math.min(from + MOST_MESSAGES, messages.size()))));
    }
}
