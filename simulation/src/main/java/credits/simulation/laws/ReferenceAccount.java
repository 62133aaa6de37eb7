package credits.simulation.laws;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.Account;
import credits.account.Authorize;
import credits.account.Capture;
import credits.account.Change.Kind;
import credits.account.Command;
import credits.account.Event;
import credits.account.Event.Adjusted;
import credits.account.Event.LimitsChanged;
import credits.account.Event.Refunded;
import credits.account.Event.ToppedUp;
import credits.account.Release;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.Submission;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The account as a bookkeeper would keep it on paper: replays what was committed, in order, and compares every state
/// and every line. Shares no arithmetic, packing or month-end code with the real account.
final class ReferenceAccount {
    private static final BigDecimal MILLIONTH = new BigDecimal("0.000001");

    private final Map<LocalDate, BigDecimal> days = new TreeMap<>();
    private ZoneId zone;
    private @Nullable ZoneId nextZone;
    private final ReferenceHolds holds = new ReferenceHolds();
    private Instant at = Instant.EPOCH;
    private Instant clock = Instant.EPOCH;
    private LocalDate day = LocalDate.EPOCH;
    private BigDecimal balance = BigDecimal.ZERO;
    private Optional<Eur> alert = Optional.empty();
    private Optional<Eur> limit = Optional.empty();

    ReferenceAccount(ZoneId zone) {
        this.zone = zone;
    }

    /// Replays one segment.
    ///
    /// @param submissions the submission of each of its reports
    /// @param call the command that made it; empty for usage and time zones
    /// @param now the request time of that command; ignored for reports
    void replay(Segment segment, Map<UniqueId, Submission> submissions, Optional<Command<?>> call, Instant now) {
        var reports = new ArrayDeque<>(segment.reports());
        if (segment.kind() == Kind.USAGE) {
            // All reports of a segment were sent at one time, but which copy of each was booked is unknown.
            var sentAt = segment.account().clock();
            while (!reports.isEmpty()) bookNext(reports, submissions, sentAt);
        } else {
            moveTo(now, now, segment.number() == 0);
            expire(reports, call.map(ReferenceAccount::settled).orElse(Set.of()));
            call.ifPresent(made -> carryOut(made, segment, reports));
            Violation.unless(reports.isEmpty(), "unexplained entries", reports);
        }
        for (var event : segment.events()) tell(event);
        if (segment.kind() == Kind.TIME_ZONE)
            nextZone = segment.account().zone().next().orElse(null);
        compare(segment.account());
    }

    private void tell(Event event) {
        if (event instanceof Adjusted adjusted) balance = balance.add(decimal(adjusted.amount()));
        if (event instanceof ToppedUp credited) balance = balance.add(decimal(credited.amount()));
        if (event instanceof Refunded taken) balance = balance.subtract(decimal(taken.amount()));
        if (!(event instanceof LimitsChanged changed)) return;
        Violation.unless(
                changed.alertBefore().equals(alert) && changed.limitBefore().equals(limit), "limits", changed);
        alert = changed.alertAfter();
        limit = changed.limitAfter();
    }

    private static Set<String> settled(Command<?> call) {
        return switch (call) {
            case Capture capture -> Set.of(capture.authorization().value());
            case Release release -> Set.of(release.authorization().value());
            default -> Set.of();
        };
    }

    private void bookNext(Deque<BookedReport> reports, Map<UniqueId, Submission> submissions, Instant sentAt) {
        var report = reports.stream()
                .filter(each -> submissions.containsKey(each.id()))
                .findFirst()
                .orElseThrow(() -> Violation.of("booked, but never sent", reports));
        var sent = requireNonNull(submissions.get(report.id()));
        var latest = sent.report().lines().stream()
                .map(line -> line.at())
                .max(Instant::compareTo)
                .orElseThrow();
        moveTo(latest.isBefore(sent.sentAt()) ? latest : sent.sentAt(), sentAt, false);
        var named = sent.lines().stream()
                .flatMap(line -> line.line().authorization().stream())
                .map(AuthorizationId::value)
                .collect(toUnmodifiableSet());
        expire(reports, named);
        Violation.unless(requireNonNull(reports.poll()).equals(report), "an entry out of order", report);
        book(report, sent);
    }

    // Expired holds are recorded before anything else in the commit.
    private void expire(Deque<BookedReport> reports, Set<String> kept) {
        for (var key : holds.expire(clock, kept)) {
            var entry = Violation.ifMissing(reports.poll(), "released entry of " + key);
            Violation.unless(
                    entry.id().equals(key) && entry.lines().getFirst().status() == Status.RELEASED,
                    "the entry of an expired hold",
                    entry);
            var _ = days.merge(day, BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private void carryOut(Command<?> call, Segment segment, Deque<BookedReport> reports) {
        switch (call) {
            case Authorize authorize -> authorized(authorize, segment, reports);
            case Capture capture -> captured(capture, lines(reports));
            case Release release -> {
                Violation.unless(lines(reports).getFirst().status() == Status.RELEASED, "released", release);
                var _ = days.merge(day, BigDecimal.ZERO, BigDecimal::add);
                holds.close(Set.of(release.authorization().value()));
            }
            default -> {}
        }
    }

    private static List<BookedLine> lines(Deque<BookedReport> reports) {
        return Violation.ifMissing(reports.poll(), "an entry").lines();
    }

    private void authorized(Authorize call, Segment segment, Deque<BookedReport> reports) {
        if (call.line().isEmpty()) {
            Violation.unless(segment.kind() == Kind.REFUSAL, "unpriced, but " + segment.kind(), call);
            return;
        }
        var cost = cost(call.line().get());
        boolean fits = cost.compareTo(free()) <= 0;
        var expected = !fits ? Kind.REFUSAL : call.expiresIn().isEmpty() ? Kind.CAPTURE : Kind.AUTHORIZATION;
        Violation.unless(
                segment.kind() == expected, "must be " + expected + ", spendable are " + free(), segment.kind());
        if (expected == Kind.AUTHORIZATION) {
            var line = call.line().get();
            holds.add(
                    AuthorizationId.of(segment.number(), call.key().low()).value(),
                    new ReferenceHolds.Open(
                            call.key(),
                            line.line().operation().value(),
                            decimal(line.rate().unitPrice()),
                            BigDecimal.valueOf(line.rate().unit().quantity()),
                            cost,
                            call.now().plus(call.expiresIn().orElseThrow())));
            return;
        }
        var status = lines(reports).getFirst().status();
        Violation.unless(status == (fits ? Status.DEBITED : Status.REFUSED), "entry of " + call, status);
        debit(fits ? cost : BigDecimal.ZERO);
    }

    // The uncovered part of a capture begins where not one more millionth of the quantity fits.
    private void captured(Capture call, List<BookedLine> lines) {
        var id = call.authorization().value();
        var hold = holds.find(id).orElseThrow(() -> Violation.of("captured, but not open", call));
        var room = hold.left().add(free().max(BigDecimal.ZERO));
        var whole = quantity(call.quantity());
        var paid = sum(lines, Status.DEBITED);
        var rest = sum(lines, Status.UNCOVERED);
        Violation.unless(paid.add(rest).compareTo(whole) == 0, "captured must be " + whole, lines);
        Violation.unless(costAt(hold, paid).compareTo(room) <= 0, "captured beyond " + room, lines);
        boolean most = rest.signum() == 0 || costAt(hold, paid.add(MILLIONTH)).compareTo(room) > 0;
        Violation.unless(most, "captured less than fits " + room, lines);
        holds.close(Set.of(id));
        debit(costAt(hold, paid));
    }

    private static BigDecimal costAt(ReferenceHolds.Open hold, BigDecimal quantity) {
        return quantity.multiply(hold.unitPrice()).divide(hold.unit(), 9, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<BookedLine> lines, Status status) {
        return lines.stream()
                .filter(line -> line.status() == status)
                .map(line -> quantity(line.priced().line().quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quantity(Quantity quantity) {
        return new BigDecimal(quantity.toString());
    }

    private BigDecimal free() {
        var available = balance.subtract(holds.held());
        return limit.isEmpty()
                ? available
                : available.min(decimal(limit.get()).subtract(used()).subtract(holds.held()));
    }

    private void debit(BigDecimal cost) {
        var _ = days.merge(day, cost, BigDecimal::add);
        balance = balance.subtract(cost);
    }

    private void moveTo(Instant time, Instant now, boolean first) {
        if (time.isAfter(at)) at = time;
        if (now.isAfter(clock)) clock = now;
        if (at.isAfter(clock)) clock = at;
        if (nextZone != null && YearMonth.from(at.atZone(zone)).isAfter(YearMonth.from(day))) {
            zone = nextZone;
            nextZone = null;
        }
        var date = at.atZone(zone).toLocalDate();
        if (first || date.isAfter(day)) day = date;
    }

    private void book(BookedReport report, Submission sent) {
        Violation.unless(
                report.lines().size() == sent.lines().size(),
                "lines of " + report.id(),
                report.lines().size());
        var drawn = new HashSet<String>();
        for (int i = 0; i < sent.lines().size(); i++) {
            var booked = report.lines().get(i);
            Violation.unless(booked.priced().equals(sent.lines().get(i)), "line " + i + " of " + report.id(), booked);
            bookLine(booked, drawn);
        }
        holds.close(drawn);
    }

    private void bookLine(BookedLine booked, Set<String> drawn) {
        var cost = cost(booked.priced());
        var id = booked.priced()
                .line()
                .authorization()
                .map(AuthorizationId::value)
                .orElse("none");
        var hold = holds.find(id)
                .filter(open -> open.operation()
                        .equals(booked.priced().line().operation().value()));
        var room =
                hold.map(open -> open.left().add(free().max(BigDecimal.ZERO))).orElseGet(this::free);
        var expected = cost.compareTo(room) <= 0 ? Status.DEBITED : Status.UNCOVERED;
        Violation.unless(booked.status() == expected, "a line of " + cost + " into " + room, booked);
        if (hold.isPresent()) drawn.add(id);
        boolean fits = expected == Status.DEBITED;
        if (fits && hold.isPresent()) holds.draw(id, cost.min(hold.get().left()));
        debit(fits ? cost : BigDecimal.ZERO);
    }

    private static BigDecimal cost(PricedLine line) {
        return quantity(line.line().quantity())
                .multiply(decimal(line.rate().unitPrice()))
                .divide(BigDecimal.valueOf(line.rate().unit().quantity()), 9, RoundingMode.HALF_UP);
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
        same("clock", account.clock(), clock);
        same("held", decimal(account.held()), holds.held());
        holds.compare(account.holds().open());
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
