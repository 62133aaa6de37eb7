package credits.ledger.verification;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.Account;
import credits.account.CategoryTotal;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitsChanged;
import credits.account.DomainEvent.ToppedUp;
import credits.account.Hold;
import credits.account.MonthToDate;
import credits.account.command.AccountChange;
import credits.account.command.AccountChange.Kind;
import credits.money.Eur;
import credits.pricing.OperationCategory;
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
public final class AccountAudit {
    private final Account before;
    private final AccountChange change;
    private final Account after;
    private final List<BookedLine> lines;

    private AccountAudit(Account before, AccountChange change) {
        this.change = change;
        this.after = change.account();
        // The first segment is the only record of the zone in which an account was opened.
        var opened = before.segmentCount() == 0 ? Account.open(after.timeZone().current()) : before;
        this.before = opened.advanceTo(after.accountingTime(), after.clockTime());
        this.lines = change.reports().stream()
                .flatMap(report -> report.lines().stream())
                .toList();
    }

    /// The inconsistencies, in the order in which they are checked.
    public enum Inconsistency {
        /// A clock or a day went back, or the day does not match the time and the zone.
        TIME,
        /// The balance is not the previous one less the debits, plus the credits granted and less those clawed back.
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
    public static Optional<Inconsistency> findInconsistency(Account before, AccountChange change) {
        if (before.accountingTime().isAfter(change.account().accountingTime())
                || before.clockTime().isAfter(change.account().clockTime())) return Optional.of(Inconsistency.TIME);
        return new AccountAudit(before, change).firstInconsistency();
    }

    private Optional<Inconsistency> firstInconsistency() {
        if (!isTimeZoneConsistent() || !after.currentDay().equals(before.currentDay()))
            return Optional.of(Inconsistency.TIME);
        if (!after.balance().equals(expectedBalance())) return Optional.of(Inconsistency.BALANCE);
        var month = expectedMonth();
        if (!after.monthToDate().days().equals(month.days())) return Optional.of(Inconsistency.DAYS);
        if (!totalsByCategory(after.monthToDate()).equals(totalsByCategory(month)))
            return Optional.of(Inconsistency.CATEGORIES);
        if (!after.pastMonths().equals(before.pastMonths())) return Optional.of(Inconsistency.MONTHS);
        if (!areLimitsConsistent()) return Optional.of(Inconsistency.LIMITS);
        return areHoldsConsistent() ? Optional.empty() : Optional.of(Inconsistency.HOLDS);
    }

    // A change of the time zone only sets the next zone; a new month puts it into force.
    private boolean isTimeZoneConsistent() {
        if (change.kind() == Kind.TIME_ZONE)
            return after.timeZone().current().equals(before.timeZone().current());
        return after.timeZone().equals(before.timeZone());
    }

    private Eur expectedBalance() {
        var adjusted = change.events().stream().map(AccountAudit::balanceEffect).reduce(before.balance(), Eur::plus);
        return lines.stream()
                .filter(BookedLine::isDebited)
                .map(line -> line.pricedLine().cost())
                .reduce(adjusted, Eur::minus);
    }

    private static Eur balanceEffect(DomainEvent event) {
        return switch (event) {
            case ToppedUp given -> given.amount();
            case ClawedBack taken -> Eur.ZERO.minus(taken.amount());
            case Adjusted adjusted -> adjusted.amount();
            default -> Eur.ZERO;
        };
    }

    private MonthToDate expectedMonth() {
        if (lines.isEmpty()) return before.monthToDate();
        var totals = new LinkedHashMap<OperationCategory, CategoryTotal>();
        for (var line : lines) {
            var cost = line.isDebited() ? line.pricedLine().cost() : Eur.ZERO;
            var total = new CategoryTotal(line.pricedLine().category(), cost, line.isDebited() ? 1 : 0);
            totals.merge(total.category(), total, AccountAudit::sum);
        }
        return before.monthToDate().plus(after.currentDay(), before.segmentCount(), List.copyOf(totals.values()));
    }

    // The order in which the categories were first used is irrelevant.
    private static Map<OperationCategory, CategoryTotal> totalsByCategory(MonthToDate month) {
        return month.categories().stream().collect(toMap(CategoryTotal::category, each -> each, AccountAudit::sum));
    }

    private static CategoryTotal sum(CategoryTotal one, CategoryTotal other) {
        return one.plus(other.cost(), other.operationCount());
    }

    private boolean areLimitsConsistent() {
        if (change.kind() != Kind.LIMITS) return after.limits().equals(before.limits());
        return change.events().stream()
                .anyMatch(event -> event instanceof LimitsChanged changed
                        && changed.oldAlertThreshold().equals(before.limits().alertThreshold())
                        && changed.oldAllowedLimit().equals(before.limits().allowedLimit())
                        && changed.newAlertThreshold().equals(after.limits().alertThreshold())
                        && changed.newAllowedLimit().equals(after.limits().allowedLimit()));
    }

    private boolean areHoldsConsistent() {
        var openBefore =
                before.holds().open().stream().map(Hold::abridged).collect(toUnmodifiableSet());
        return after.holds().open().stream()
                .allMatch(hold -> openBefore.contains(hold.abridged())
                        || (change.kind() == Kind.AUTHORIZATION && hold.segmentNumber() == before.segmentCount()));
    }
}
