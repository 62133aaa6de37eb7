package credits.ledger.verification;

import credits.account.Account;
import credits.account.ClosedHold;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.DomainEvent;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.DomainEvent.UsageUncovered;
import credits.account.Hold;
import credits.account.command.AccountChange;
import credits.account.command.AccountChange.Kind;
import credits.account.command.RecordedId;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Replays the entries of one change, in order: what they cost, which holds they close, which events they cause, and
/// which bound they met. Whether a line should have been debited is not decided again.
final class EntriesReplay {
    // A commit that has closed so many overdue holds may leave others to the next.
    private static final int ENOUGH_EXPIRIES = 8;
    private static final Duration MAX_HOLD = Duration.ofDays(1);

    private final Account before;
    private final AccountChange change;
    private final HoldsReplay holds;
    private final List<DomainEvent> events = new ArrayList<>();
    private final List<UniqueId> reportIds = new ArrayList<>();
    private final Set<ChainDefect.Kind> defects = EnumSet.noneOf(ChainDefect.Kind.class);
    private Set<AuthorizationId> namedLast = Set.of();
    private Eur debited = Eur.ZERO;
    private int expiries;
    private boolean hasRefusedForLimit;
    private boolean hasRefusedForBalance;

    /// @param before the account before the change, advanced to its time
    EntriesReplay(Account before, AccountChange change) {
        this.before = before;
        this.change = change;
        this.holds = new HoldsReplay(before.holds());
        for (int i = 0; i < change.reports().size(); i++) {
            var report = change.reports().get(i);
            if (isExpiry(report, i)) expire(report);
            else replay(report);
        }
        // A capture that is refused because it costs too much leaves its hold as it is, and does not say which.
        boolean mayKeepOne = change.kind() == Kind.REFUSAL
                && change.reports().stream().anyMatch(report -> report.lines().isEmpty());
        boolean isOverdueLeft =
                expiries < ENOUGH_EXPIRIES && holds.countOverdue(clock(), namedLast) > (mayKeepOne ? 1 : 0);
        if (change.kind() == Kind.AUTHORIZATION) openHold();
        if (change.kind() == Kind.REFUSAL) holds.refuse();
        if (!isCountOfReportsRight()) defects.add(ChainDefect.Kind.ENTRIES);
        if (isOverdueLeft || !holds.matches(change.account().holds())) defects.add(ChainDefect.Kind.HOLDS);
    }

    private Instant clock() {
        return change.account().clockTime();
    }

    private boolean isExpiry(BookedReport report, int index) {
        boolean isReleasedByCall =
                change.kind() == Kind.RELEASE && index == change.reports().size() - 1;
        return !isReleasedByCall && !report.lines().isEmpty() && hasOnly(report, Set.of(LineStatus.RELEASED));
    }

    private static boolean hasOnly(BookedReport report, Set<LineStatus> statuses) {
        return report.lines().stream().map(BookedLine::status).allMatch(statuses::contains);
    }

    private void expire(BookedReport report) {
        var expired = holds.open().stream()
                .filter(hold -> HoldsReplay.isReleaseOf(hold, report) && HoldsReplay.isOverdue(hold, clock()))
                .findFirst();
        if (expired.isEmpty()) {
            defects.add(ChainDefect.Kind.HOLDS);
            return;
        }
        var hold = expired.get();
        expiries++;
        holds.close(hold.id(), HoldOutcome.EXPIRED);
        events.add(new AuthorizationExpired(
                hold.id(), hold.pricedLine().line().operation(), hold.amount(), hold.expiresAt()));
    }

    private void replay(BookedReport report) {
        reportIds.add(report.id());
        // A refused call may have no line, if its use cost more than a line may.
        boolean isLineMissing = report.lines().isEmpty() && change.kind() != Kind.REFUSAL;
        if (isLineMissing || !hasOnly(report, allowedStatuses())) defects.add(ChainDefect.Kind.ENTRIES);
        var uncovered = Eur.ZERO;
        int uncoveredLines = 0;
        for (var line : report.lines()) {
            var cost = line.pricedLine().cost();
            if (line.isDebited()) debited = debited.plus(cost);
            else if (line.status() != LineStatus.RELEASED) noteRefusal(cost);
            if (line.status() != LineStatus.UNCOVERED) continue;
            uncovered = uncovered.plus(cost);
            uncoveredLines++;
        }
        boolean isUncoveredEventDue = change.kind() == Kind.USAGE ? uncoveredLines > 0 : uncovered.isPositive();
        if (isUncoveredEventDue) events.add(new UsageUncovered(report.id(), uncoveredLines, uncovered));
        closeHolds(report);
    }

    private Set<LineStatus> allowedStatuses() {
        return switch (change.kind()) {
            case USAGE, CAPTURE -> EnumSet.of(LineStatus.DEBITED, LineStatus.UNCOVERED);
            case REFUSAL -> EnumSet.of(LineStatus.REFUSED);
            case RELEASE -> EnumSet.of(LineStatus.RELEASED);
            case LIMITS, TIME_ZONE, ADJUSTMENT, AUTHORIZATION, TOP_UP, CREDIT, CLAWBACK ->
                EnumSet.noneOf(LineStatus.class);
        };
    }

    // What is held does not count: a cost that only open holds are in the way of has met no bound.
    private void noteRefusal(Eur cost) {
        var limit = before.limits().allowedLimit();
        hasRefusedForLimit |= limit.isPresent()
                && cost.isGreaterThan(limit.get().minus(before.used()).minus(debited));
        hasRefusedForBalance |= cost.isGreaterThan(before.balance().minus(debited));
    }

    private void closeHolds(BookedReport report) {
        switch (change.kind()) {
            case USAGE -> captureNamed(report);
            case CAPTURE -> capture(report);
            case RELEASE -> release(report);
            case LIMITS, TIME_ZONE, ADJUSTMENT, AUTHORIZATION, REFUSAL, TOP_UP, CREDIT, CLAWBACK -> {}
        }
    }

    // The end of a report closes the holds that it names for the same operation.
    private void captureNamed(BookedReport report) {
        var settled = new LinkedHashSet<AuthorizationId>();
        var named = new LinkedHashSet<AuthorizationId>();
        for (var line : report.lines()) {
            line.pricedLine().line().authorization().ifPresent(named::add);
            heldFor(line.pricedLine()).filter(this::isSettled).ifPresent(hold -> settled.add(hold.id()));
        }
        settled.forEach(id -> holds.close(id, HoldOutcome.CAPTURED));
        namedLast = named;
    }

    // Usage that names a hold that has expired does not settle it; a later commit closes it.
    private boolean isSettled(Hold hold) {
        return !HoldsReplay.isOverdue(hold, clock())
                || change.account().holds().findOpen(hold.id()).isEmpty();
    }

    private Optional<Hold> heldFor(PricedLine used) {
        return used.line()
                .authorization()
                .flatMap(holds::find)
                .filter(hold ->
                        hold.pricedLine().line().operation().equals(used.line().operation()));
    }

    private void capture(BookedReport report) {
        if (report.lines().isEmpty()) return;
        var used = report.lines().getFirst().pricedLine();
        if (used.line().authorization().isEmpty()) {
            if (report.lines().size() > 1 || !fits(debited)) defects.add(ChainDefect.Kind.ENTRIES);
            holds.close(AuthorizationId.of(before.segmentCount(), report.id().low()), HoldOutcome.CAPTURED);
            return;
        }
        var hold = heldFor(used)
                .filter(each ->
                        report.lines().stream().allMatch(line -> HoldsReplay.isCapture(each, line.pricedLine())));
        if (hold.isEmpty()) defects.add(ChainDefect.Kind.HOLDS);
        hold.ifPresent(each -> holds.close(each.id(), HoldOutcome.CAPTURED));
    }

    // The entry repeats what was held; which of two equal holds it was, only the state says.
    private void release(BookedReport report) {
        var stated = change.account().holds().closed().stream().reduce((_, last) -> last);
        var hold = stated.map(ClosedHold::id)
                .flatMap(holds::find)
                .filter(each -> HoldsReplay.isReleased(each, report.lines()));
        if (hold.isEmpty()) defects.add(ChainDefect.Kind.HOLDS);
        hold.ifPresent(each -> holds.close(each.id(), HoldOutcome.RELEASED));
    }

    // Nothing but the state says what is held, and until when; it must have fitted, and a call asks for a day at most.
    private void openHold() {
        var open = change.account().holds().open();
        var key = change.recordedIds().stream().map(RecordedId::id).findFirst();
        var opened = open.isEmpty() ? Optional.<Hold>empty() : Optional.of(open.getLast());
        var granted = opened.filter(hold -> key.equals(Optional.of(hold.key())))
                .filter(hold -> hold.segmentNumber() == before.segmentCount() && fits(hold.amount()))
                .filter(hold -> !hold.expiresAt().isAfter(clock().plus(MAX_HOLD)));
        if (granted.isEmpty()) defects.add(ChainDefect.Kind.HOLDS);
        granted.ifPresent(holds::add);
    }

    private boolean fits(Eur cost) {
        var held = holds.held(clock());
        var limit = before.limits().allowedLimit();
        return !cost.isGreaterThan(before.balance().minus(held))
                && (limit.isEmpty()
                        || !cost.isGreaterThan(limit.get().minus(before.used()).minus(held)));
    }

    private boolean isCountOfReportsRight() {
        int count = reportIds.size();
        return switch (change.kind()) {
            case USAGE -> count >= 1;
            case CAPTURE, RELEASE -> count == 1;
            case REFUSAL -> count <= 1;
            case LIMITS, TIME_ZONE, ADJUSTMENT, AUTHORIZATION, TOP_UP, CREDIT, CLAWBACK -> count == 0;
        };
    }

    Eur debited() {
        return debited;
    }

    /// Returns the ids of the reports and calls that the entries are of, without expired holds.
    List<UniqueId> reportIds() {
        return reportIds;
    }

    List<DomainEvent> events() {
        return events;
    }

    Set<ChainDefect.Kind> defects() {
        return defects;
    }

    boolean hasRefusedForLimit() {
        return hasRefusedForLimit;
    }

    boolean hasRefusedForBalance() {
        return hasRefusedForBalance;
    }
}
