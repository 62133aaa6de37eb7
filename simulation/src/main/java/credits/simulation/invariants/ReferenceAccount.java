package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.ReleaseHold;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.ledger.Segment;
import credits.money.Eur;
import credits.money.Quantity;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
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
    /// @param submissions the reports as they were sent, by id
    /// @param call the command that made it; empty for usage and time zones
    /// @param now the request time of that command; ignored for reports
    void replay(
            Segment segment, Map<UniqueId, PricedReport> submissions, Optional<AccountCommand<?>> call, Instant now) {
        var reports = new ArrayDeque<>(segment.reports());
        if (segment.kind() == Kind.USAGE) {
            // All reports of a segment were sent at one time, but which copy of each was booked is unknown.
            var sentAt = segment.account().clockTime();
            while (!reports.isEmpty()) bookNextReport(reports, submissions, sentAt);
        } else {
            advanceTo(now, now, segment.number() == 0);
            expireHolds(reports, call.map(ReferenceAccount::settledHolds).orElse(Set.of()));
            call.ifPresent(made -> applyCommand(made, segment, reports));
            InvariantViolationException.check(reports.isEmpty(), "unexplained entries", reports);
        }
        for (var event : segment.events()) applyEvent(event);
        if (segment.kind() == Kind.TIME_ZONE)
            nextZone = segment.account().timeZone().next().orElse(null);
        assertEqualTo(segment.account());
    }

    private void applyEvent(DomainEvent event) {
        if (event instanceof Adjusted adjusted) balance = balance.add(decimal(adjusted.amount()));
        if (event instanceof ToppedUp credited) balance = balance.add(decimal(credited.amount()));
        if (event instanceof ClawedBack taken) balance = balance.subtract(decimal(taken.amount()));
        if (!(event instanceof LimitsChanged changed)) return;
        InvariantViolationException.check(
                changed.oldAlertThreshold().equals(alert)
                        && changed.oldAllowedLimit().equals(limit),
                "limits",
                changed);
        alert = changed.newAlertThreshold();
        limit = changed.newAllowedLimit();
    }

    private static Set<String> settledHolds(AccountCommand<?> call) {
        return switch (call) {
            case CaptureHold command -> Set.of(command.authorizationId().value());
            case ReleaseHold command -> Set.of(command.authorizationId().value());
            default -> Set.of();
        };
    }

    private void bookNextReport(Deque<BookedReport> reports, Map<UniqueId, PricedReport> submissions, Instant sentAt) {
        var report = reports.stream()
                .filter(each -> submissions.containsKey(each.id()))
                .findFirst()
                .orElseThrow(() -> InvariantViolationException.of("booked, but never sent", reports));
        var sent = requireNonNull(submissions.get(report.id()));
        var latest = sent.report().lines().stream()
                .map(line -> line.usedAt())
                .max(Instant::compareTo)
                .orElseThrow();
        advanceTo(latest.isBefore(sent.sentAt()) ? latest : sent.sentAt(), sentAt, false);
        var named = sent.lines().stream()
                .flatMap(line -> line.line().authorization().stream())
                .map(AuthorizationId::value)
                .collect(toUnmodifiableSet());
        expireHolds(reports, named);
        InvariantViolationException.check(
                requireNonNull(reports.poll()).equals(report), "an entry out of order", report);
        book(report, sent);
    }

    // Expired holds are recorded before anything else in the commit.
    private void expireHolds(Deque<BookedReport> reports, Set<String> kept) {
        for (var key : holds.expire(clock, kept)) {
            var entry = InvariantViolationException.requireRecorded(reports.poll(), "released entry of " + key);
            InvariantViolationException.check(
                    entry.id().equals(key) && entry.lines().getFirst().status() == LineStatus.RELEASED,
                    "the entry of an expired hold",
                    entry);
            var _ = days.merge(day, BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private void applyCommand(AccountCommand<?> call, Segment segment, Deque<BookedReport> reports) {
        switch (call) {
            case AuthorizeUsage command -> applyAuthorization(command, segment, reports);
            case CaptureHold command -> applyCapture(command, lines(reports));
            case ReleaseHold command -> {
                InvariantViolationException.check(
                        lines(reports).getFirst().status() == LineStatus.RELEASED, "released", command);
                var _ = days.merge(day, BigDecimal.ZERO, BigDecimal::add);
                holds.close(Set.of(command.authorizationId().value()));
            }
            default -> {}
        }
    }

    private static List<BookedLine> lines(Deque<BookedReport> reports) {
        return InvariantViolationException.requireRecorded(reports.poll(), "an entry")
                .lines();
    }

    private void applyAuthorization(AuthorizeUsage call, Segment segment, Deque<BookedReport> reports) {
        if (call.line().isEmpty()) {
            InvariantViolationException.check(segment.kind() == Kind.REFUSAL, "unpriced, but " + segment.kind(), call);
            return;
        }
        var cost = cost(call.line().get());
        boolean fits = cost.compareTo(spendable()) <= 0;
        var expected = !fits ? Kind.REFUSAL : call.expiresIn().isEmpty() ? Kind.CAPTURE : Kind.AUTHORIZATION;
        InvariantViolationException.check(
                segment.kind() == expected, "must be " + expected + ", spendable are " + spendable(), segment.kind());
        if (expected == Kind.AUTHORIZATION) {
            var line = call.line().get();
            holds.add(
                    AuthorizationId.of(segment.number(), call.key().low()).value(),
                    new ReferenceHolds.OpenHold(
                            call.key(),
                            line.line().operation().value(),
                            decimal(line.rate().unitPrice()),
                            BigDecimal.valueOf(line.rate().unit().quantity()),
                            cost,
                            call.now().plus(call.expiresIn().orElseThrow())));
            return;
        }
        var status = lines(reports).getFirst().status();
        InvariantViolationException.check(
                status == (fits ? LineStatus.DEBITED : LineStatus.REFUSED), "entry of " + call, status);
        debit(fits ? cost : BigDecimal.ZERO);
    }

    // The uncovered part of a capture begins where not one more millionth of the quantity fits.
    private void applyCapture(CaptureHold call, List<BookedLine> lines) {
        var id = call.authorizationId().value();
        var hold = holds.find(id).orElseThrow(() -> InvariantViolationException.of("captured, but not open", call));
        var maxCost = hold.remaining().add(spendable().max(BigDecimal.ZERO));
        var quantity = quantity(call.quantity());
        var debited = sum(lines, LineStatus.DEBITED);
        var uncovered = sum(lines, LineStatus.UNCOVERED);
        InvariantViolationException.check(
                debited.add(uncovered).compareTo(quantity) == 0, "captured must be " + quantity, lines);
        InvariantViolationException.check(
                costAt(hold, debited).compareTo(maxCost) <= 0, "captured beyond " + maxCost, lines);
        boolean isMaximal =
                uncovered.signum() == 0 || costAt(hold, debited.add(MILLIONTH)).compareTo(maxCost) > 0;
        InvariantViolationException.check(isMaximal, "captured less than fits " + maxCost, lines);
        holds.close(Set.of(id));
        debit(costAt(hold, debited));
    }

    private static BigDecimal costAt(ReferenceHolds.OpenHold hold, BigDecimal quantity) {
        return quantity.multiply(hold.unitPrice()).divide(hold.unitQuantity(), 9, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<BookedLine> lines, LineStatus status) {
        return lines.stream()
                .filter(line -> line.status() == status)
                .map(line -> quantity(line.pricedLine().line().quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quantity(Quantity quantity) {
        return new BigDecimal(quantity.toString());
    }

    private BigDecimal spendable() {
        var available = balance.subtract(holds.held());
        return limit.isEmpty()
                ? available
                : available.min(decimal(limit.get()).subtract(used()).subtract(holds.held()));
    }

    private void debit(BigDecimal cost) {
        var _ = days.merge(day, cost, BigDecimal::add);
        balance = balance.subtract(cost);
    }

    private void advanceTo(Instant time, Instant now, boolean first) {
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

    private void book(BookedReport report, PricedReport sent) {
        InvariantViolationException.check(
                report.lines().size() == sent.lines().size(),
                "lines of " + report.id(),
                report.lines().size());
        var drawnHolds = new HashSet<String>();
        for (int i = 0; i < sent.lines().size(); i++) {
            var booked = report.lines().get(i);
            InvariantViolationException.check(
                    booked.pricedLine().equals(sent.lines().get(i)), "line " + i + " of " + report.id(), booked);
            bookLine(booked, drawnHolds);
        }
        holds.close(drawnHolds);
    }

    private void bookLine(BookedLine booked, Set<String> drawnHolds) {
        var cost = cost(booked.pricedLine());
        var id = booked.pricedLine()
                .line()
                .authorization()
                .map(AuthorizationId::value)
                .orElse("none");
        var hold = holds.find(id)
                .filter(openHold -> openHold.operation()
                        .equals(booked.pricedLine().line().operation().value()));
        var maxCost = hold.map(openHold -> openHold.remaining().add(spendable().max(BigDecimal.ZERO)))
                .orElseGet(this::spendable);
        var expected = cost.compareTo(maxCost) <= 0 ? LineStatus.DEBITED : LineStatus.UNCOVERED;
        InvariantViolationException.check(
                booked.status() == expected, "a line of " + cost + " into " + maxCost, booked);
        if (hold.isPresent()) drawnHolds.add(id);
        boolean fits = expected == LineStatus.DEBITED;
        if (fits && hold.isPresent()) holds.draw(id, cost.min(hold.get().remaining()));
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

    private void assertEqualTo(Account account) {
        assertSame("time", account.accountingTime(), at);
        assertSame("day", account.currentDay(), day);
        assertSame("zone", account.timeZone().current(), zone);
        assertSame("balance", decimal(account.balance()), balance);
        assertSame("clock", account.clockTime(), clock);
        assertSame("held", decimal(account.held()), holds.held());
        holds.assertEqualTo(account.holds().open());
        assertSame("used", decimal(account.used()), used());
        assertSame("limit", account.limits().allowedLimit(), limit);
        assertSame("alert", account.limits().alertThreshold(), alert);
        for (var total : account.monthToDate().days()) {
            assertSame("day " + total.date(), decimal(total.cost()), days.getOrDefault(total.date(), BigDecimal.ZERO));
        }
        for (var past : account.pastMonths())
            assertSame("month " + past.month(), decimal(past.cost()), sum(past.month()));
        var categories = account.monthToDate().categories().stream()
                .map(each -> decimal(each.cost()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertSame("categories", categories, used());
    }

    private static void assertSame(String field, Object found, Object expected) {
        boolean equal = found.equals(expected);
        if (found instanceof BigDecimal number && expected instanceof BigDecimal other)
            equal = number.compareTo(other) == 0;
        InvariantViolationException.check(equal, field + " must be " + expected, found);
    }

    private static BigDecimal decimal(Eur amount) {
        return new BigDecimal(amount.toString());
    }
}
