package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.Account;
import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.UsageAlerts;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.RefuseOverpricedUsage;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The account as a bookkeeper would keep it on paper: replays what was committed, in order, and compares every state
/// and every line. Shares no arithmetic, packing or month-end code with the real account.
final class ReferenceAccount {
    private static final BigDecimal MILLIONTH = new BigDecimal("0.000001");
    private static final BigDecimal MAX_LINE_COST = new BigDecimal("1000000");

    private final Map<LocalDate, BigDecimal> days = new TreeMap<>();
    private final Set<LocalDate> daysWithDebits = new HashSet<>();
    private final Map<YearMonth, ReferenceMonth> months = new HashMap<>();
    private final ReferenceClock clock;
    private final ReferenceHolds holds = new ReferenceHolds();
    private int refusalsThisSecond;
    private boolean refusedForLimit;
    private boolean refusedForBalance;
    private Optional<BigDecimal> usedBefore = Optional.empty();
    private BigDecimal balance = BigDecimal.ZERO;
    private UsageAlerts alerts = UsageAlerts.NONE;
    private Optional<Eur> limit = Optional.empty();

    ReferenceAccount(ZoneId zone) {
        this.clock = new ReferenceClock(zone);
    }

    /// Returns how each hold ended that is not open, by its id.
    Map<String, ReferenceHolds.Ending> endings() {
        return holds.endings();
    }

    /// Replays one segment.
    ///
    /// @param submissions the reports as they were sent, by id
    /// @param call the command that made it; empty for usage and time zones
    /// @param now the request time of that command; for reports, the time of their booking
    void replay(
            Segment segment, Map<UniqueId, PricedReport> submissions, Optional<AccountCommand<?>> call, Instant now) {
        holds.beginCommit(segment.number());
        refusedForLimit = false;
        refusedForBalance = false;
        usedBefore = Optional.empty();
        var balanceBefore = balance;
        var limitBefore = limit;
        var reports = new ArrayDeque<>(segment.reports());
        if (segment.kind() == Kind.USAGE) {
            // All reports of a segment were sent at one time, but which copy of each was booked is unknown.
            var sentAt = segment.account().clockTime();
            while (!reports.isEmpty()) bookNextReport(reports, submissions, sentAt, now);
        } else {
            advanceTo(now, now, segment.number() == 0);
            expireHolds(reports, call.map(ReferenceAccount::settledHolds).orElse(Set.of()));
            call.ifPresent(made -> applyCommand(made, segment, reports));
            InvariantViolationException.check(reports.isEmpty(), "unexplained entries", reports);
        }
        holds.lapse(clock.now(), Set.of());
        for (var event : segment.events()) applyEvent(event);
        if (segment.kind() == Kind.TIME_ZONE)
            clock.changeZone(segment.account().timeZone().next());
        else checkBounds(segment, balanceBefore, limitBefore);
        assertEqualTo(segment.account());
    }

    private void checkBounds(Segment segment, BigDecimal balanceBefore, Optional<Eur> limitBefore) {
        var forecast = alerts.isForecastIncluded() ? forecast() : Optional.<LocalDate>empty();
        for (var event : segment.events())
            if (event instanceof LimitForecast told) assertSame("forecast", Optional.of(told.reachedOn()), forecast);
        var met = month().meet(new ReferenceMonth.Bounds(
                alertAmounts(),
                forecast,
                limitBefore.map(ReferenceAccount::decimal),
                limit.map(ReferenceAccount::decimal),
                usedBefore.orElseThrow(),
                used(),
                balanceBefore,
                balance,
                refusedForLimit,
                refusedForBalance));
        met.forEach((type, count) -> InvariantViolationException.check(
                segment.events().stream().filter(type::isInstance).count() == count,
                "events of " + type.getSimpleName() + " must be " + count,
                segment.events()));
    }

    private Set<BigDecimal> alertAmounts() {
        return alerts.values().stream()
                .map(alert -> switch (alert) {
                    case FixedAmount(var amount) -> decimal(amount);
                    case LimitShare(var percent) ->
                        decimal(limit.orElseThrow())
                                .multiply(BigDecimal.valueOf(percent, 2))
                                .setScale(9, RoundingMode.DOWN);
                })
                .collect(toUnmodifiableSet());
    }

    // The average of the days since the first, on each day to come, until the month ends or the limit does.
    private Optional<LocalDate> forecast() {
        var month = days.keySet().stream()
                .filter(day -> YearMonth.from(day).equals(clock.month()))
                .toList();
        if (limit.isEmpty() || month.stream().filter(daysWithDebits::contains).count() < 7) return Optional.empty();
        var elapsed = BigDecimal.valueOf(ChronoUnit.DAYS.between(month.getFirst(), clock.day()) + 1);
        var average = used().divide(elapsed, 9, RoundingMode.HALF_UP);
        var left = decimal(limit.get()).subtract(used()).subtract(holds.held());
        if (left.signum() <= 0 || average.signum() == 0) return Optional.empty();
        var daysLeft = left.divide(average, 0, RoundingMode.CEILING);
        var end = BigDecimal.valueOf(clock.month().lengthOfMonth() - clock.day().getDayOfMonth());
        return daysLeft.compareTo(end) > 0
                ? Optional.empty()
                : Optional.of(clock.day().plusDays(daysLeft.longValueExact()));
    }

    private ReferenceMonth month() {
        return months.computeIfAbsent(clock.month(), _ -> new ReferenceMonth());
    }

    private void addEntry(BookedLine line) {
        month().add(line.pricedLine().category().name(), cost(line.pricedLine()), line.isDebited());
        var _ = days.merge(clock.day(), BigDecimal.ZERO, BigDecimal::add);
        if (line.isDebited()) daysWithDebits.add(clock.day());
    }

    private void advanceTo(Instant time, Instant now, boolean first) {
        long second = clock.now().getEpochSecond();
        clock.advanceTo(time, now, first);
        if (clock.now().getEpochSecond() != second) refusalsThisSecond = 0;
    }

    private void applyEvent(DomainEvent event) {
        if (event instanceof Adjusted adjusted) addCredits(decimal(adjusted.amount()));
        if (event instanceof ToppedUp credited) addCredits(decimal(credited.amount()));
        if (event instanceof ClawedBack taken)
            addCredits(decimal(taken.amount()).negate());
        if (!(event instanceof LimitsChanged changed)) return;
        InvariantViolationException.check(
                changed.oldAlerts().equals(alerts) && changed.oldAllowedLimit().equals(limit), "limits", changed);
        alerts = changed.newAlerts();
        boolean isRaised = changed.newAllowedLimit().isEmpty()
                || limit.filter(old -> decimal(changed.newAllowedLimit().get()).compareTo(decimal(old)) > 0)
                        .isPresent();
        limit = changed.newAllowedLimit();
        if (isRaised) month().raiseLimit();
    }

    private void addCredits(BigDecimal amount) {
        balance = balance.add(amount);
        if (amount.signum() > 0) month().giveCredits();
    }

    private static Set<String> settledHolds(AccountCommand<?> call) {
        return switch (call) {
            case CaptureHold command -> Set.of(command.authorizationId().value());
            case ReleaseHold command -> Set.of(command.authorizationId().value());
            default -> Set.of();
        };
    }

    private void bookNextReport(
            Deque<BookedReport> reports, Map<UniqueId, PricedReport> submissions, Instant sentAt, Instant now) {
        var report = reports.stream()
                .filter(each -> submissions.containsKey(each.id()))
                .findFirst()
                .orElseThrow(() -> InvariantViolationException.of("booked, but never sent", reports));
        var sent = requireNonNull(submissions.get(report.id()));
        var latest = sent.report().lines().stream()
                .map(line -> line.usedAt())
                .max(Instant::compareTo)
                .orElseThrow();
        var earliest = clock.monthStart(now.isAfter(sentAt) ? now : sentAt);
        var used = latest.isBefore(sentAt) ? latest : sentAt;
        advanceTo(used.isBefore(earliest) ? earliest : used, sentAt, false);
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
        usedBefore = usedBefore.or(() -> Optional.of(used()));
        holds.lapse(clock.now(), kept);
        for (var hold : holds.closeExpired()) {
            var entry = InvariantViolationException.requireRecorded(reports.poll(), "released entry of " + hold);
            InvariantViolationException.check(
                    entry.id().equals(hold.key())
                            && entry.lines().equals(List.of(new BookedLine(hold.line(), LineStatus.RELEASED))),
                    "the entry of an expired hold must be of " + hold,
                    entry);
            addEntry(entry.lines().getFirst());
        }
    }

    private void applyCommand(AccountCommand<?> call, Segment segment, Deque<BookedReport> reports) {
        if (segment.kind() == Kind.REFUSAL) refusalsThisSecond++;
        switch (call) {
            case AuthorizeUsage command -> applyAuthorization(command, segment, reports);
            case CaptureHold command when isOverpriced(command) -> refuseOverpriced(segment, reports);
            case CaptureHold command -> applyCapture(command, lines(reports));
            case ReleaseHold command -> applyRelease(command, lines(reports));
            case RefuseOverpricedUsage _ -> refuseOverpriced(segment, reports);
            default -> {}
        }
    }

    private static List<BookedLine> lines(Deque<BookedReport> reports) {
        return InvariantViolationException.requireRecorded(reports.poll(), "an entry")
                .lines();
    }

    private boolean isOverpriced(CaptureHold call) {
        return holds.find(call.authorizationId().value())
                .filter(hold -> costAt(hold, quantity(call.quantity())).compareTo(MAX_LINE_COST) > 0)
                .isPresent();
    }

    private static void refuseOverpriced(Segment segment, Deque<BookedReport> reports) {
        InvariantViolationException.check(segment.kind() == Kind.REFUSAL, "overpriced", segment.kind());
        InvariantViolationException.check(lines(reports).isEmpty(), "an overpriced use has no line", segment);
    }

    private void applyRelease(ReleaseHold call, List<BookedLine> lines) {
        var id = call.authorizationId().value();
        var hold = openHold(id);
        InvariantViolationException.check(
                lines.equals(List.of(new BookedLine(hold.line(), LineStatus.RELEASED))), "released", call);
        addEntry(lines.getFirst());
        holds.close(id, HoldOutcome.RELEASED);
    }

    private ReferenceHolds.OpenHold openHold(String id) {
        return holds.find(id).orElseThrow(() -> InvariantViolationException.of("settled, but not open", id));
    }

    private void applyAuthorization(AuthorizeUsage call, Segment segment, Deque<BookedReport> reports) {
        if (call.line().isEmpty()) {
            InvariantViolationException.check(segment.kind() == Kind.REFUSAL, "unpriced, but " + segment.kind(), call);
            return;
        }
        var line = call.line().get();
        var cost = cost(line);
        boolean isHold = call.expiresIn().isPresent();
        boolean fits = cost.compareTo(spendable()) <= 0 && !(isHold && holds.isFull());
        var expected = !fits ? Kind.REFUSAL : isHold ? Kind.AUTHORIZATION : Kind.CAPTURE;
        InvariantViolationException.check(
                segment.kind() == expected, "must be " + expected + ", spendable are " + spendable(), segment.kind());
        var id = AuthorizationId.of(segment.number(), call.key().low()).value();
        if (expected == Kind.AUTHORIZATION) {
            var unit = BigDecimal.valueOf(line.rate().unit().quantity());
            var price = decimal(line.rate().unitPrice());
            var expiresAt = call.now().plus(call.expiresIn().orElseThrow());
            holds.add(id, new ReferenceHolds.OpenHold(call.key(), line, price, unit, cost, expiresAt));
            return;
        }
        var booked = new BookedLine(line, fits ? LineStatus.DEBITED : LineStatus.REFUSED);
        InvariantViolationException.check(lines(reports).equals(List.of(booked)), "the entry must be " + booked, call);
        bookEntry(booked);
        if (fits) holds.close(id, HoldOutcome.CAPTURED);
    }

    // The uncovered part of a capture begins where not one more millionth of the quantity fits.
    private void applyCapture(CaptureHold call, List<BookedLine> lines) {
        var id = call.authorizationId().value();
        var hold = openHold(id);
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
        for (var line : lines) {
            var used = line.pricedLine().line();
            boolean isOfHold = used.member().equals(hold.line().line().member())
                    && used.reference().equals(hold.line().line().reference());
            InvariantViolationException.check(isOfHold, "captured for " + hold, line);
            bookEntry(line);
        }
        holds.close(id, HoldOutcome.CAPTURED);
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

    // What only open holds are in the way of has met no bound.
    private void bookEntry(BookedLine line) {
        var cost = cost(line.pricedLine());
        addEntry(line);
        if (line.isDebited()) {
            var _ = days.merge(clock.day(), cost, BigDecimal::add);
            balance = balance.subtract(cost);
            return;
        }
        refusedForLimit |= limit.filter(bound -> cost.compareTo(decimal(bound).subtract(used())) > 0)
                .isPresent();
        refusedForBalance |= cost.compareTo(balance) > 0;
    }

    private void book(BookedReport report, PricedReport sent) {
        InvariantViolationException.check(
                report.lines().size() == sent.lines().size(),
                "lines of " + report.id(),
                report.lines().size());
        var drawnHolds = new LinkedHashSet<String>();
        for (int i = 0; i < sent.lines().size(); i++) {
            var booked = report.lines().get(i);
            InvariantViolationException.check(
                    booked.pricedLine().equals(sent.lines().get(i)), "line " + i + " of " + report.id(), booked);
            bookLine(booked, drawnHolds);
        }
        drawnHolds.forEach(id -> holds.close(id, HoldOutcome.CAPTURED));
        holds.lapse(clock.now(), Set.of());
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
        bookEntry(booked);
    }

    private static BigDecimal cost(PricedLine line) {
        return quantity(line.line().quantity())
                .multiply(decimal(line.rate().unitPrice()))
                .divide(BigDecimal.valueOf(line.rate().unit().quantity()), 9, RoundingMode.HALF_UP);
    }

    private BigDecimal used() {
        return sum(clock.month());
    }

    private BigDecimal sum(YearMonth month) {
        return days.entrySet().stream()
                .filter(each -> YearMonth.from(each.getKey()).equals(month))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void assertEqualTo(Account account) {
        clock.assertEqualTo(account);
        assertSame("balance", decimal(account.balance()), balance);
        assertSame("held", decimal(account.held()), holds.held());
        holds.assertEqualTo(account.holds());
        assertSame("refusals", account.holds().refusalsThisSecond(), refusalsThisSecond);
        assertSame("used", decimal(account.used()), used());
        assertSame("limit", account.limits().allowedLimit(), limit);
        assertSame("alerts", account.limits().alerts(), alerts);
        month().assertEqualTo(account.monthToDate());
        for (var total : account.monthToDate().days()) {
            assertSame("day " + total.date(), decimal(total.cost()), days.getOrDefault(total.date(), BigDecimal.ZERO));
        }
        for (var past : account.pastMonths()) {
            assertSame("month " + past.month(), decimal(past.cost()), sum(past.month()));
            long operations =
                    months.getOrDefault(past.month(), new ReferenceMonth()).operations();
            assertSame("operations of " + past.month(), past.operationCount(), operations);
        }
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
