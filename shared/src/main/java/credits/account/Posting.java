package credits.account;

import credits.account.BookReports.Verdict;
import credits.account.Change.Kind;
import credits.account.Event.UsageUncovered;
import credits.money.Eur;
import credits.pricing.Category;
import credits.usage.BookedLine;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports being booked into one segment: all of one day, each whole, in order.
///
/// A line is debited exactly if it fits both what is available and what remains of the month's limit at its turn;
/// else it is kept as uncovered. So neither bound is ever passed, not by a nano-euro.
final class Posting {
    private final Account before;
    private final List<Placed> ids = new ArrayList<>();
    private final List<BookedReport> reports = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<Category, Debits> debits = new LinkedHashMap<>();
    private Account rolled;
    private long available;
    private long remaining;
    private boolean limitRefused;
    private boolean creditsRefused;
    private int weight;

    Posting(Account before) {
        this.before = before;
        this.rolled = before;
    }

    private static final class Debits {
        private long cost;
        private long operations;
    }

    boolean isEmpty() {
        return reports.isEmpty();
    }

    /// Books the report if it belongs into this segment: false if it lies on a later day, or makes the segment too
    /// large.
    boolean books(Submission submission) {
        var then = rolled.rolledTo(accountingTime(submission), submission.sentAt());
        if (isEmpty()) begin(then);
        else if (!then.day().equals(rolled.day()) || weight + submission.weight() > Submission.HEAVIEST) return false;
        rolled = then;
        weight += submission.weight();
        ids.add(new Placed(submission.id(), submission.contents()));
        reports.add(new BookedReport(submission.id(), submission.report().source(), book(submission)));
        return true;
    }

    // A line may be late, and is then booked at its own time if nothing later is; a feature's clock that is ahead
    // is not believed.
    private static Instant accountingTime(Submission submission) {
        var latest = submission.latestLine();
        return latest.isBefore(submission.sentAt()) ? latest : submission.sentAt();
    }

    private void begin(Account then) {
        available = then.available().nanos();
        remaining = then.remaining().map(Eur::nanos).orElse(Long.MAX_VALUE);
    }

    private List<BookedLine> book(Submission submission) {
        var booked = new ArrayList<BookedLine>(submission.lines().size());
        long uncovered = 0;
        int uncoveredLines = 0;
        for (var line : submission.lines()) {
            boolean fits = debited(line);
            booked.add(new BookedLine(line, fits));
            if (fits) continue;
            uncovered = Math.addExact(uncovered, line.cost().nanos());
            uncoveredLines++;
        }
        if (uncoveredLines > 0) events.add(new UsageUncovered(submission.id(), uncoveredLines, new Eur(uncovered)));
        return booked;
    }

    private boolean debited(PricedLine line) {
        long cost = line.cost().nanos();
        // An uncovered line names its category too, so that the day's entries find it in the state.
        var ofCategory = debits.computeIfAbsent(line.category(), _ -> new Debits());
        if (cost > remaining || cost > available) {
            limitRefused |= cost > remaining;
            creditsRefused |= cost > available;
            return false;
        }
        if (remaining != Long.MAX_VALUE) remaining -= cost;
        available -= cost;
        ofCategory.cost += cost;
        ofCategory.operations++;
        return true;
    }

    /// What became of the report booked last.
    Verdict verdict() {
        var lines = reports.getLast().lines();
        int debited = (int) lines.stream().filter(BookedLine::debited).count();
        return new Verdict.Booked(debited, lines.size() - debited);
    }

    /// The change that all booked reports make together.
    Change end() {
        var month = rolled.month().plus(rolled.day(), before.segments(), totals());
        var cost = month.used().minus(rolled.used());
        var after = rolled.withMonth(month).withBalance(rolled.balance().minus(cost));
        if (available != after.available().nanos()) {
            throw new IllegalStateException("debited " + cost + ", but " + available + " nano-euro are left");
        }
        var noted = Notices.note(rolled, after, limitRefused, creditsRefused, events);
        return new Change(Kind.USAGE, noted.next(), ids, reports, events);
    }

    private List<CategoryTotal> totals() {
        return debits.entrySet().stream()
                .map(entry ->
                        new CategoryTotal(entry.getKey(), new Eur(entry.getValue().cost), entry.getValue().operations))
                .toList();
    }
}
