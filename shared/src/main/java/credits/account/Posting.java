package credits.account;

import credits.account.BookReports.Verdict;
import credits.account.Change.Kind;
import credits.account.Event.UsageUncovered;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import credits.pricing.Category;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Books reports into one segment: all of one day, each of them whole, in order.
///
/// A line is debited exactly if it fits the available balance and the remaining limit at its turn, or what is left of
/// the hold that it names; otherwise it is recorded as uncovered. The end of a report closes the holds that its
/// lines named.
final class Posting {
    private final Account before;
    private final List<Placed> ids = new ArrayList<>();
    private final List<BookedReport> reports = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<Category, Debits> debits = new LinkedHashMap<>();
    private Account rolled;
    private Purse purse;
    private int weight;

    Posting(Account before) {
        this.before = before;
        this.rolled = before;
        this.purse = new Purse(before);
    }

    private static final class Debits {
        private long cost;
        private long operations;
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /// Books the report if it belongs in this segment. Returns false if it is on a later day or makes the segment
    /// too large.
    boolean books(Submission submission) {
        var then = rolled.rolledTo(accountingTime(submission), submission.sentAt());
        if (isEmpty()) purse = new Purse(then);
        else if (!then.day().equals(rolled.day()) || weight + submission.weight() > Submission.HEAVIEST) return false;
        rolled = sweep(then, submission);
        weight += submission.weight();
        ids.add(new Placed(submission.id(), submission.contents()));
        reports.add(new BookedReport(submission.id(), submission.report().source(), book(submission)));
        return true;
    }

    // A late line is booked at its own time if nothing later has been booked. A feature's clock that is ahead
    // is ignored.
    private static Instant accountingTime(Submission submission) {
        var latest = submission.latestLine();
        return latest.isBefore(submission.sentAt()) ? latest : submission.sentAt();
    }

    private Account sweep(Account then, Submission submission) {
        if (purse.holds().open().isEmpty()) return then;
        var expiry = new Expiry();
        var swept = purse.sweep(then, expiry, named(submission));
        reports.addAll(expiry.released());
        events.addAll(expiry.events());
        return swept;
    }

    private static Set<AuthorizationId> named(Submission submission) {
        var named = new HashSet<AuthorizationId>();
        for (var line : submission.lines()) line.line().authorization().ifPresent(named::add);
        return named;
    }

    private List<BookedLine> book(Submission submission) {
        var booked = new ArrayList<BookedLine>(submission.lines().size());
        long uncovered = 0;
        int uncoveredLines = 0;
        for (var line : submission.lines()) {
            boolean fits = debited(line);
            booked.add(new BookedLine(line, fits ? Status.DEBITED : Status.UNCOVERED));
            if (fits) continue;
            uncovered = Math.addExact(uncovered, line.cost().nanos());
            uncoveredLines++;
        }
        if (uncoveredLines > 0) events.add(new UsageUncovered(submission.id(), uncoveredLines, new Eur(uncovered)));
        purse.settle();
        return booked;
    }

    private boolean debited(PricedLine line) {
        long cost = line.cost().nanos();
        // An uncovered line also names its category, so that the state leads to the day's entries.
        var ofCategory = debits.computeIfAbsent(line.category(), _ -> new Debits());
        var hold = purse.hold(line);
        hold.ifPresent(purse::touch);
        if (!purse.pays(cost, hold)) return false;
        ofCategory.cost += cost;
        ofCategory.operations++;
        return true;
    }

    /// Returns the verdict on the report that was booked last.
    Verdict verdict() {
        var lines = reports.getLast().lines();
        int debited = (int) lines.stream().filter(BookedLine::debited).count();
        return new Verdict.Booked(debited, lines.size() - debited);
    }

    /// Returns the change that all booked reports make together.
    Change end() {
        var month = rolled.month().plus(rolled.day(), before.segments(), totals());
        var cost = month.used().minus(rolled.used());
        var after = rolled.withMonth(month)
                .withBalance(rolled.balance().minus(cost))
                .withHolds(purse.holds());
        if (!purse.balance().equals(after.balance())) {
            throw new IllegalStateException("debited " + cost + ", but " + purse.balance() + " is left");
        }
        var noted = Notices.note(rolled, after, purse.limitRefused(), purse.creditsRefused(), events);
        return new Change(Kind.USAGE, noted.next(), ids, reports, events);
    }

    private List<CategoryTotal> totals() {
        return debits.entrySet().stream()
                .map(entry ->
                        new CategoryTotal(entry.getKey(), new Eur(entry.getValue().cost), entry.getValue().operations))
                .toList();
    }
}
