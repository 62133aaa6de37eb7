package credits.account;

import credits.account.Change.Kind;
import credits.account.Event.UsageUncovered;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Builds the segment of one call with a key: its entries follow those of the holds that have expired.
final class CallPosting {
    private final UniqueId key;
    private final long contents;
    private final String source;
    private final Account account;
    private final Purse purse;
    private final Expiry expiry = new Expiry();
    private final List<BookedLine> lines = new ArrayList<>();

    /// @param kept the holds that this call does not close, however late it comes
    CallPosting(Account rolled, UniqueId key, long contents, String source, Set<AuthorizationId> kept) {
        this.key = key;
        this.contents = contents;
        this.source = source;
        this.account = expiry.sweep(rolled, kept);
        this.purse = new Purse(account);
    }

    /// Returns the account before the call, without the expired holds.
    Account account() {
        return account;
    }

    Purse purse() {
        return purse;
    }

    /// Debits a line that fits.
    void debit(PricedLine line, Optional<Hold> hold) {
        if (!purse.pays(line.cost().nanos(), hold)) throw new IllegalStateException("does not fit: " + line.cost());
        lines.add(new BookedLine(line, Status.DEBITED));
    }

    /// Records a line that costs nothing.
    void keep(PricedLine line, Status status) {
        if (status != Status.RELEASED) purse.refuse(line.cost().nanos());
        lines.add(new BookedLine(line, status));
    }

    /// Returns the change that the call makes.
    Change end(Kind kind, Holds holds) {
        var after = month().withBalance(purse.balance()).withHolds(holds);
        var events = expiry.events();
        uncovered().ifPresent(events::add);
        var noted = Notices.note(account, after, purse.limitRefused(), purse.creditsRefused(), events);
        return new Change(kind, noted.next(), List.of(new Placed(key, contents)), reports(), events);
    }

    private Account month() {
        if (lines.isEmpty()) return account;
        var total = new CategoryTotal(
                lines.getFirst().priced().category(),
                sum(Status.DEBITED),
                lines.stream().filter(BookedLine::debited).count());
        return account.withMonth(account.month().plus(account.day(), account.segments(), List.of(total)));
    }

    private Optional<Event> uncovered() {
        var cost = sum(Status.UNCOVERED);
        return cost.isPositive() ? Optional.of(new UsageUncovered(key, 1, cost)) : Optional.empty();
    }

    private Eur sum(Status status) {
        return lines.stream()
                .filter(line -> line.status() == status)
                .map(line -> line.priced().cost())
                .reduce(Eur.ZERO, Eur::plus);
    }

    private List<BookedReport> reports() {
        if (lines.isEmpty()) return expiry.released();
        var all = new ArrayList<>(expiry.released());
        all.add(new BookedReport(key, source, lines));
        return all;
    }
}
