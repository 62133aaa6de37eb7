package credits.account.command;

import credits.account.Account;
import credits.account.Hold;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.PricedLine;
import java.util.List;

/// The result of the call with a given key, derived from the change that it made, so that the first response and every
/// repetition are the same.
public sealed interface RecordedAuthorizationResult {
    /// Credits are held.
    record Held(Hold hold) implements RecordedAuthorizationResult {}

    /// Credits were debited.
    ///
    /// @param id the authorization that was captured
    /// @param capturedAmount the amount debited
    /// @param uncoveredAmount the amount that did not fit
    record Captured(AuthorizationId id, Eur capturedAmount, Eur uncoveredAmount)
            implements RecordedAuthorizationResult {}

    /// The held credits are available again.
    record Released(AuthorizationId id, Eur amount) implements RecordedAuthorizationResult {}

    /// The cost did not fit: [Account#canAfford] returns false for the change's account.
    record Refused(PricedLine pricedLine) implements RecordedAuthorizationResult {}

    /// The cost would have fitted, but the maximum number of holds is open.
    record TooManyHolds(int openHolds) implements RecordedAuthorizationResult {}

    /// The operation had no price.
    record Unpriced() implements RecordedAuthorizationResult {}

    /// The cost was more than one line may cost.
    record Overpriced() implements RecordedAuthorizationResult {}

    /// Returns what `change` recorded for the call with `key`. A change made by anything else throws
    /// [IllegalStateException].
    static RecordedAuthorizationResult from(AccountChange change, UniqueId key) {
        var account = change.account();
        return switch (change.kind()) {
            case AUTHORIZATION -> new Held(account.holds().open().getLast());
            case CAPTURE ->
                new Captured(
                        lastClosedHold(account),
                        sumOf(change, key, LineStatus.DEBITED),
                        sumOf(change, key, LineStatus.UNCOVERED));
            case RELEASE -> new Released(lastClosedHold(account), sumOf(change, key, LineStatus.RELEASED));
            case REFUSAL -> refusalResult(change, key);
            case USAGE, LIMITS, TIME_ZONE, ADJUSTMENT, TOP_UP, CREDIT, CLAWBACK ->
                throw new IllegalStateException(key + " was not recorded by a call");
        };
    }

    private static AuthorizationId lastClosedHold(Account account) {
        return account.holds().closed().getLast().id();
    }

    private static RecordedAuthorizationResult refusalResult(AccountChange change, UniqueId key) {
        // A use that costs too much is recorded without a line, since its cost cannot be recomputed from one.
        if (change.reports().stream().noneMatch(report -> report.id().equals(key))) return new Unpriced();
        var lines = linesOf(change, key);
        if (lines.isEmpty()) return new Overpriced();
        var line = lines.getFirst().pricedLine();
        int open = change.account().holds().open().size();
        return change.account().canAfford(line.cost()) ? new TooManyHolds(open) : new Refused(line);
    }

    private static Eur sumOf(AccountChange change, UniqueId key, LineStatus status) {
        return linesOf(change, key).stream()
                .filter(line -> line.status() == status)
                .map(line -> line.pricedLine().cost())
                .reduce(Eur.ZERO, Eur::plus);
    }

    private static List<BookedLine> linesOf(AccountChange change, UniqueId key) {
        return change.reports().stream()
                .filter(report -> report.id().equals(key))
                .flatMap(report -> report.lines().stream())
                .toList();
    }
}
