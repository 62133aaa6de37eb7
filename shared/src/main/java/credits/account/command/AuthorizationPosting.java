package credits.account.command;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.CategoryTotal;
import credits.account.DomainEvent;
import credits.account.DomainEvent.UsageUncovered;
import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.account.command.AccountCommand.IdLookup;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Builds the segment of one call with a key: its entries follow those of the holds that have expired.
final class AuthorizationPosting {
    private final UniqueId key;
    private final long contentHash;
    private final String source;
    private final AccountUpdate update;
    private final SpendableFunds funds;
    private final List<BookedLine> lines = new ArrayList<>();
    private boolean isOverpriced;

    /// @param keptHolds the holds that this call does not close, even if they have expired
    AuthorizationPosting(
            Account current,
            UniqueId key,
            long contentHash,
            String source,
            Set<AuthorizationId> keptHolds,
            IdLookup lookup) {
        this.key = key;
        this.contentHash = contentHash;
        this.source = source;
        this.update = AccountUpdate.ofAdvanced(current, keptHolds, lookup);
        this.funds = new SpendableFunds(update.current(), keptHolds);
    }

    /// Returns the account before the call, without the expired holds.
    Account account() {
        return update.current();
    }

    SpendableFunds funds() {
        return funds;
    }

    /// Debits a line that fits.
    void debit(PricedLine line, Optional<Hold> hold) {
        if (!funds.tryDebit(line.cost().nanos(), hold)) throw new IllegalStateException("does not fit: " + line.cost());
        lines.add(new BookedLine(line, LineStatus.DEBITED));
    }

    /// Records a line that costs nothing.
    void recordUncharged(PricedLine line, LineStatus status) {
        if (status != LineStatus.RELEASED) funds.recordRefusal(line.cost().nanos());
        lines.add(new BookedLine(line, status));
    }

    /// Decides to refuse a use that costs more than one line may.
    Decision<AuthorizationReply> refuseOverpriced() {
        isOverpriced = true;
        return refuse();
    }

    /// Decides to refuse the call, unless so many were refused in this second that it stays undecided.
    Decision<AuthorizationReply> refuse() {
        var holds = update.current().holds();
        if (holds.refusalsThisSecond() >= AccountHolds.MAX_REFUSALS_PER_SECOND)
            return new NoChange<>(new AuthorizationReply.TooManyRefusals());
        return append(Kind.REFUSAL, holds.withRefusals(holds.refusalsThisSecond() + 1));
    }

    /// Decides to make the change of the call.
    Decision<AuthorizationReply> append(Kind kind, AccountHolds holds) {
        var change = toChange(kind, holds);
        return new Append<>(change, new AuthorizationReply.Decided(change));
    }

    private AccountChange toChange(Kind kind, AccountHolds holds) {
        var after = accountWithTotals().withBalance(funds.balance()).withHolds(holds);
        uncoveredEvent().ifPresent(update::add);
        return update.complete(kind, after, List.of(new RecordedId(key, contentHash)), bookedReports(), funds);
    }

    private Account accountWithTotals() {
        var account = update.current();
        if (lines.isEmpty()) return account;
        var total = new CategoryTotal(
                lines.getFirst().pricedLine().category(),
                sumOf(LineStatus.DEBITED),
                lines.stream().filter(BookedLine::isDebited).count());
        return account.withMonth(
                account.monthToDate().plus(account.currentDay(), account.segmentCount(), List.of(total)));
    }

    private Optional<DomainEvent> uncoveredEvent() {
        var cost = sumOf(LineStatus.UNCOVERED);
        return cost.isPositive() ? Optional.of(new UsageUncovered(key, 1, cost)) : Optional.empty();
    }

    private Eur sumOf(LineStatus status) {
        return lines.stream()
                .filter(line -> line.status() == status)
                .map(line -> line.pricedLine().cost())
                .reduce(Eur.ZERO, Eur::plus);
    }

    private List<BookedReport> bookedReports() {
        return lines.isEmpty() && !isOverpriced ? List.of() : List.of(new BookedReport(key, source, lines));
    }
}
