package credits.account.command;

import credits.account.Account;
import credits.account.CategoryTotal;
import credits.account.DomainEvent;
import credits.account.DomainEvent.UsageUncovered;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.IdLookup;
import credits.account.command.BookReports.Verdict;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import credits.pricing.OperationCategory;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Books reports into one segment: all of one day, each of them whole, in order.
///
/// A line is debited if, at its turn, it fits the available balance and the remaining limit, or what is left of
/// the hold that it names; otherwise it is recorded as uncovered. The end of a report closes the holds that its
/// lines named.
final class UsagePosting {
    private final Account before;
    private final Instant now;
    private final HoldExpiry expiry;
    private final CommitSize size;
    private final List<RecordedId> recordedIds = new ArrayList<>();
    private final List<BookedReport> reports = new ArrayList<>();
    private final List<DomainEvent> events = new ArrayList<>();
    private final Map<OperationCategory, DebitTotal> debitsByCategory = new LinkedHashMap<>();
    private Account current;
    private SpendableFunds funds;

    UsagePosting(Account before, Instant now, IdLookup lookup) {
        this.before = before;
        this.now = now;
        this.expiry = new HoldExpiry(lookup);
        this.size = new CommitSize(before);
        this.current = before;
        this.funds = new SpendableFunds(before, Set.of());
    }

    private static final class DebitTotal {
        private long cost;
        private long operations;
    }

    boolean isEmpty() {
        return recordedIds.isEmpty();
    }

    /// Books the report if it belongs in this segment. Returns false if it is on a later day or makes the segment
    /// too large.
    boolean tryBook(PricedReport report) {
        var advanced = current.advanceTo(accountingTime(report), report.sentAt());
        boolean hasRoom = size.add(report);
        if (isEmpty()) funds = new SpendableFunds(advanced, Set.of());
        else if (!hasRoom || !advanced.currentDay().equals(current.currentDay())) return false;
        current = closeOverdueHolds(advanced, report);
        recordedIds.add(new RecordedId(report.id(), report.contentHash()));
        reports.add(new BookedReport(report.id(), report.report().source(), bookLines(report)));
        return true;
    }

    // A late line is booked at its own time if nothing later has been booked and its month is not over: readers may
    // have seen it end, however early the report was sent. A feature's clock that is ahead is ignored, and so is a
    // worker's that is behind the queue's.
    private Instant accountingTime(PricedReport report) {
        var sentAt = report.sentAt();
        var latestUse = report.latestUse().isAfter(sentAt) ? sentAt : report.latestUse();
        var monthStart = current.monthStartAt(now.isAfter(sentAt) ? now : sentAt);
        return latestUse.isBefore(monthStart) ? monthStart : latestUse;
    }

    private Account closeOverdueHolds(Account advanced, PricedReport report) {
        if (funds.holds().open().isEmpty()) return advanced;
        int closedBefore = expiry.events().size();
        var afterExpiry = funds.closeOverdueHolds(advanced, expiry, settledHolds(report));
        var released = expiry.releasedReports()
                .subList(closedBefore, expiry.releasedReports().size());
        for (var each : released) {
            var category = each.lines().getFirst().pricedLine().category();
            var _ = debitsByCategory.computeIfAbsent(category, _ -> new DebitTotal());
        }
        reports.addAll(released);
        events.addAll(expiry.events().subList(closedBefore, expiry.events().size()));
        return afterExpiry;
    }

    // A hold that was overdue before the report has expired, whether or not it is closed yet.
    private Set<AuthorizationId> settledHolds(PricedReport report) {
        var settled = new HashSet<AuthorizationId>();
        for (var line : report.lines()) {
            line.line()
                    .authorization()
                    .flatMap(funds.holds()::findOpen)
                    .filter(hold -> !hold.isOverdue(current.clockTime()))
                    .ifPresent(hold -> settled.add(hold.id()));
        }
        return settled;
    }

    private List<BookedLine> bookLines(PricedReport report) {
        var booked = new ArrayList<BookedLine>(report.lines().size());
        long uncovered = 0;
        int uncoveredLines = 0;
        for (var line : report.lines()) {
            boolean isDebited = tryDebit(line);
            booked.add(new BookedLine(line, isDebited ? LineStatus.DEBITED : LineStatus.UNCOVERED));
            if (isDebited) continue;
            uncovered = Math.addExact(uncovered, line.cost().nanos());
            uncoveredLines++;
        }
        if (uncoveredLines > 0) events.add(new UsageUncovered(report.id(), uncoveredLines, new Eur(uncovered)));
        funds.closeMarkedHolds();
        return booked;
    }

    private boolean tryDebit(PricedLine line) {
        long cost = line.cost().nanos();
        // An uncovered line also names its category, so that the state leads to the day's entries.
        var categoryDebits = debitsByCategory.computeIfAbsent(line.category(), _ -> new DebitTotal());
        var hold = funds.findHold(line);
        hold.ifPresent(funds::markForClosing);
        if (!funds.tryDebit(cost, hold)) return false;
        categoryDebits.cost += cost;
        categoryDebits.operations++;
        return true;
    }

    /// Returns the verdict on the report that was booked last.
    Verdict lastVerdict() {
        var lines = reports.getLast().lines();
        int debited = (int) lines.stream().filter(BookedLine::isDebited).count();
        return new Verdict.Booked(debited, lines.size() - debited);
    }

    /// Returns the change that all booked reports make together.
    AccountChange toChange() {
        var month = current.monthToDate().plus(current.currentDay(), before.segmentCount(), categoryTotals());
        var cost = month.used().minus(current.used());
        var after = current.withMonth(month)
                .withBalance(current.balance().minus(cost))
                .withHolds(funds.holdsIn(current));
        if (!funds.balance().equals(after.balance())) {
            throw new IllegalStateException("debited " + cost + ", but " + funds.balance() + " is left");
        }
        var afterEvents =
                ThresholdEvents.apply(current, after, funds.hasRefusedForLimit(), funds.hasRefusedForBalance(), events);
        return new AccountChange(Kind.USAGE, afterEvents.withSegmentAppended(), recordedIds, reports, events);
    }

    private List<CategoryTotal> categoryTotals() {
        return debitsByCategory.entrySet().stream()
                .map(entry ->
                        new CategoryTotal(entry.getKey(), new Eur(entry.getValue().cost), entry.getValue().operations))
                .toList();
    }
}
