package credits.simulation.laws;

import credits.account.Account;
import credits.account.Change.Kind;
import credits.account.Event.Adjusted;
import credits.account.Event.LimitsChanged;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedReport;
import credits.usage.Submission;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The account as a bookkeeper with a pencil would keep it: replays what was committed, in its order, and compares
/// every state and every line. Shares no arithmetic, no packing and no roll-over with the real one.
final class ReferenceAccount {
    private final Map<LocalDate, BigDecimal> days = new TreeMap<>();
    private ZoneId zone;
    private @Nullable ZoneId nextZone;
    private Instant at = Instant.EPOCH;
    private LocalDate day = LocalDate.EPOCH;
    private BigDecimal balance = BigDecimal.ZERO;
    private Optional<Eur> alert = Optional.empty();
    private Optional<Eur> limit = Optional.empty();

    ReferenceAccount(ZoneId zone) {
        this.zone = zone;
    }

    /// Replays one segment.
    ///
    /// @param submissions what each of its reports was sent as
    /// @param now the request time of a call that made it; of no meaning for reports
    void replay(Segment segment, Map<?, Submission> submissions, Instant now) {
        if (segment.reports().isEmpty()) moveTo(now, segment.number() == 0);
        for (var report : segment.reports())
            book(report, Violation.ifMissing(submissions.get(report.id()), report.id()));
        for (var event : segment.events()) {
            if (event instanceof Adjusted adjusted) balance = balance.add(decimal(adjusted.amount()));
            if (event instanceof LimitsChanged changed) {
                Violation.unless(
                        changed.alertBefore().equals(alert)
                                && changed.limitBefore().equals(limit),
                        "limits",
                        changed);
                alert = changed.alertAfter();
                limit = changed.limitAfter();
            }
        }
        if (segment.kind() == Kind.TIME_ZONE)
            nextZone = segment.account().zone().next().orElse(null);
        compare(segment.account());
    }

    private void moveTo(Instant time, boolean first) {
        if (time.isAfter(at)) at = time;
        if (nextZone != null && YearMonth.from(at.atZone(zone)).isAfter(YearMonth.from(day))) {
            zone = nextZone;
            nextZone = null;
        }
        var date = at.atZone(zone).toLocalDate();
        if (first || date.isAfter(day)) day = date;
    }

    private void book(BookedReport report, Submission sent) {
        var latest = sent.report().lines().stream()
                .map(line -> line.at())
                .max(Instant::compareTo)
                .orElseThrow();
        moveTo(latest.isBefore(sent.sentAt()) ? latest : sent.sentAt(), false);
        Violation.unless(
                report.lines().size() == sent.lines().size(),
                "lines of " + report.id(),
                report.lines().size());
        for (int i = 0; i < sent.lines().size(); i++) {
            var booked = report.lines().get(i);
            Violation.unless(booked.priced().equals(sent.lines().get(i)), "line " + i + " of " + report.id(), booked);
            bookLine(booked);
        }
    }

    private void bookLine(BookedLine booked) {
        var rate = booked.priced().rate();
        var cost = new BigDecimal(booked.priced().line().quantity().toString())
                .multiply(decimal(rate.unitPrice()))
                .divide(BigDecimal.valueOf(rate.unit().quantity()), 9, RoundingMode.HALF_UP);
        boolean fits = cost.compareTo(balance) <= 0
                && (limit.isEmpty() || used().add(cost).compareTo(decimal(limit.get())) <= 0);
        Violation.unless(booked.debited() == fits, "a line of " + cost + " at balance " + balance, booked);
        var _ = days.merge(day, fits ? cost : BigDecimal.ZERO, BigDecimal::add);
        if (fits) balance = balance.subtract(cost);
    }

    private BigDecimal used() {
        return sum(YearMonth.from(day));
    }

    private BigDecimal sum(YearMonth month) {
        return days.entrySet().stream()
                .filter(each -> YearMonth.from(each.getKey()).equals(month))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void compare(Account account) {
        same("time", account.at(), at);
        same("day", account.day(), day);
        same("zone", account.zone().current(), zone);
        same("balance", decimal(account.balance()), balance);
        same("used", decimal(account.used()), used());
        same("limit", account.limits().allowedLimit(), limit);
        same("alert", account.limits().alertThreshold(), alert);
        for (var total : account.month().days()) {
            same("day " + total.date(), decimal(total.cost()), days.getOrDefault(total.date(), BigDecimal.ZERO));
        }
        for (var past : account.past()) same("month " + past.month(), decimal(past.cost()), sum(past.month()));
        var categories = account.month().categories().stream()
                .map(each -> decimal(each.cost()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        same("categories", categories, used());
    }

    private static void same(String what, Object found, Object expected) {
        boolean equal = found.equals(expected);
        if (found instanceof BigDecimal number && expected instanceof BigDecimal other)
            equal = number.compareTo(other) == 0;
        Violation.unless(equal, what + " must be " + expected, found);
    }

    private static BigDecimal decimal(Eur amount) {
        return new BigDecimal(amount.toString());
    }
}
