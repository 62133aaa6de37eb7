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

/// Recomputes the account after a change from the account before it and from the change itself, and reports where the
/// result differs from the recorded state. This is how segments that were written long ago are verified.
///
/// It does not repeat decisions: it does not check whether a line should have been debited, only that everything
/// adds up.
public final class Audit {
    private final Account before;
    private final Change change;
    private final Account after;
    private final List<BookedLine> lines;

    private Audit(Account before, Change change) {
        this.change = change;
        this.after = change.account();
        // The first segment is the only record of the zone in which an account was opened.
        var opened = before.segments() == 0 ? Account.opened(after.zone().current()) : before;
        this.before = opened.rolledTo(after.at(), after.clock());
        this.lines = change.reports().stream()
                .flatMap(report -> report.lines().stream())
                .toList();
    }

    /// The inconsistencies, in the order in which they are checked.
    public enum Imbalance {
        /// A clock or a day went back, or the day does not match the time and the zone.
        TIME,
        /// The balance is not the previous one less the debits, plus the credits given and less those taken.
        BALANCE,
        /// A day's total is not the sum of its entries, or an earlier day changed.
        DAYS,
        /// A category's total is not the sum of its entries.
        CATEGORIES,
        /// A past month differs from what it was when it ended.
        MONTHS,
        /// The limits differ without a recorded change.
        LIMITS,
        /// An open hold was neither open before nor created by this change.
        HOLDS
    }

    /// Returns the first inconsistency found if `change` follows `before`; empty if everything adds up.
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

    // A change of the time zone only sets the next zone; a new month puts it into force.
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

    // The order in which the categories were first used is irrelevant.
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
