package credits.account.command;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.IdLookup;
import credits.identity.AuthorizationId;
import credits.money.Eur;
import credits.usage.BookedReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A change in the making. It begins by closing overdue holds, and its events are in this order: the
/// expired holds, what the command adds, the thresholds that the change reaches.
final class AccountUpdate {
    private final HoldExpiry expiry;
    private final List<DomainEvent> events;
    private final Account current;

    private AccountUpdate(Account advanced, Set<AuthorizationId> keptHolds, IdLookup lookup) {
        expiry = new HoldExpiry(lookup);
        current = withReleasedCategories(expiry.closeOverdue(advanced, keptHolds));
        events = new ArrayList<>(expiry.events());
    }

    private Account withReleasedCategories(Account account) {
        var month = account.monthToDate();
        for (var report : expiry.releasedReports())
            month = month.withDayAndCategory(
                    account, report.lines().getFirst().pricedLine().category());
        return account.withMonth(month);
    }

    /// Begins a change of `account` at `now`.
    static AccountUpdate of(Account account, Instant now, IdLookup lookup) {
        return ofAdvanced(account.advanceTo(now, now), Set.of(), lookup);
    }

    /// Begins a change of an account that has been advanced to the time of the change.
    ///
    /// @param keptHolds the holds that stay open, even if they are overdue
    static AccountUpdate ofAdvanced(Account advanced, Set<AuthorizationId> keptHolds, IdLookup lookup) {
        return new AccountUpdate(advanced, keptHolds, lookup);
    }

    /// Returns the account before the change, without the expired holds.
    Account current() {
        return current;
    }

    /// Returns the account before the change with `amount` more credits, fewer if it is negative. After credits are
    /// given, an exhausted balance is published again.
    Account currentWithCredits(Eur amount) {
        var changed = current.withBalance(current.balance().plus(amount));
        return amount.isPositive() ? changed.withMonth(changed.monthToDate().withBalanceExhausted(false)) : changed;
    }

    void add(DomainEvent event) {
        events.add(event);
    }

    /// Returns the change to `after` by a command that books no usage.
    AccountChange complete(Kind kind, Account after, List<RecordedId> recordedIds) {
        var published = ThresholdEvents.apply(current, after, false, false, events);
        return toChange(kind, published, recordedIds, List.of());
    }

    /// Returns the change to `after` by a command that books `reports`.
    ///
    /// @param funds know what the allowed limit and the balance have refused
    AccountChange complete(
            Kind kind, Account after, List<RecordedId> recordedIds, List<BookedReport> reports, SpendableFunds funds) {
        var published =
                ThresholdEvents.apply(current, after, funds.hasRefusedForLimit(), funds.hasRefusedForBalance(), events);
        return toChange(kind, published, recordedIds, reports);
    }

    /// Returns the change to `after` by a command that moves neither credits nor limits.
    AccountChange completeWithoutThresholds(Kind kind, Account after) {
        return toChange(kind, after, List.of(), List.of());
    }

    private AccountChange toChange(Kind kind, Account after, List<RecordedId> recordedIds, List<BookedReport> reports) {
        var allReports = new ArrayList<>(expiry.releasedReports());
        allReports.addAll(reports);
        return new AccountChange(kind, after.withSegmentAppended(), recordedIds, allReports, events);
    }
}
