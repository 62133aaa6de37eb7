package credits.account;

import static java.util.stream.Collectors.toMap;

import credits.account.Change.Kind;
import credits.account.Event.Adjusted;
import credits.account.Event.LimitsChanged;
import credits.account.Event.Refunded;
import credits.account.Event.ToppedUp;
import credits.money.Eur;
import credits.pricing.Category;
import credits.usage.BookedLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Works out what an account must be after a change, from what it was before and what the change says has happened,
/// and tells where the two part. It is how a ledger is proved that was written long ago.
///
/// It decides nothing again: whether a line had to be debited is not asked, only whether everything adds up.
public final class Audit {
    private final Account before;
    private final Change change;
    private final Account after;
    private final List<BookedLine> lines;

    private Audit(Account before, Change change) {
        this.change = change;
        this.after = change.account();
        // Nothing says in which zone an account was opened but its first segment.
        var opened = before.segments() == 0 ? Account.opened(after.zone().current()) : before;
        this.before = opened.rolledTo(after.at(), after.clock());
        this.lines = change.reports().stream()
                .flatMap(report -> report.lines().stream())
                .toList();
    }

    /// What does not add up, in the order in which it is looked for.
    public enum Imbalance {
        /// A clock or a day went back, or the day is not that of the time and zone.
        TIME,
        /// The balance is not what it was, less what was debited, and with what was given and taken.
        BALANCE,
        /// A day is not the sum of its entries, or an earlier day changed.
        DAYS,
        /// A category is not the sum of its entries.
        CATEGORIES,
        /// A month that is over is not what it was when it ended.
        MONTHS,
        /// The limits changed, and nobody changed them.
        LIMITS,
        /// A hold is open that was neither open before nor made now.
        HOLDS
    }

    /// What does not add up when `change` is to follow `before`; empty when everything does.
    public static Optional<Imbalance> imbalance(Account before, Change change) {
        if (before.at().isAfter(change.account().at())
                || before.clock().isAfter(change.account().clock())) return Optional.of(Imbalance.TIME);
        return new Audit(before, change).first();
    }

    private Optional<Imbalance> first() {
        if (!zoneIsRight() || !after.day().equals(before.day())) return Optional.of(Imbalance.TIME);
        if (!after.balance().equals(balance())) return Optional.of(Imbalance.BALANCE);
        var month = month();
        if (!after.month().days().equals(month.days())) return Optional.of(Imbalance.DAYS);
        if (!byCategory(after.month()).equals(byCategory(month))) return Optional.of(Imbalance.CATEGORIES);
        if (!after.past().equals(before.past())) return Optional.of(Imbalance.MONTHS);
        if (!limitsAreRight()) return Optional.of(Imbalance.LIMITS);
        return holdsAreRight() ? Optional.empty() : Optional.of(Imbalance.HOLDS);
    }

    // A change of the zone names the next one; only a new month puts it into force.
    private boolean zoneIsRight() {
        if (change.kind() == Kind.TIME_ZONE)
            return after.zone().current().equals(before.zone().current());
        return after.zone().equals(before.zone());
    }

    private Eur balance() {
        var moved = change.events().stream().map(Audit::moved).reduce(before.balance(), Eur::plus);
        return lines.stream()
                .filter(BookedLine::debited)
                .map(line -> line.priced().cost())
                .reduce(moved, Eur::minus);
    }

    private static Eur moved(Event event) {
        return switch (event) {
            case ToppedUp given -> given.amount();
            case Refunded taken -> Eur.ZERO.minus(taken.amount());
            case Adjusted adjusted -> adjusted.amount();
            default -> Eur.ZERO;
        };
    }

    private MonthToDate month() {
        if (lines.isEmpty()) return before.month();
        var totals = new LinkedHashMap<Category, CategoryTotal>();
        for (var line : lines) {
            var cost = line.debited() ? line.priced().cost() : Eur.ZERO;
            var total = new CategoryTotal(line.priced().category(), cost, line.debited() ? 1 : 0);
            totals.merge(total.category(), total, Audit::sum);
        }
        return before.month().plus(after.day(), before.segments(), List.copyOf(totals.values()));
    }

    // In what order they were first used decides nothing.
    private static Map<Category, CategoryTotal> byCategory(MonthToDate month) {
        return month.categories().stream().collect(toMap(CategoryTotal::category, each -> each, Audit::sum));
    }

    private static CategoryTotal sum(CategoryTotal one, CategoryTotal other) {
        return one.plus(other.cost(), other.operations());
    }

    private boolean limitsAreRight() {
        if (change.kind() != Kind.LIMITS) return after.limits().equals(before.limits());
        return change.events().stream()
                .anyMatch(event -> event instanceof LimitsChanged changed
                        && changed.alertBefore().equals(before.limits().alertThreshold())
                        && changed.limitBefore().equals(before.limits().allowedLimit())
                        && changed.alertAfter().equals(after.limits().alertThreshold())
                        && changed.limitAfter().equals(after.limits().allowedLimit()));
    }

    private boolean holdsAreRight() {
        return after.holds().open().stream()
                .allMatch(hold -> before.holds().open().contains(hold)
                        || (change.kind() == Kind.AUTHORIZATION && hold.segment() == before.segments()));
    }
}
