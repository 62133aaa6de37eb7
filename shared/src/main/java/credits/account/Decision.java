package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.PricedLine;
import java.util.List;

/// The result of the call with a given key, derived from the change that it made, so that the first response and every
/// repetition are the same.
public sealed interface Decision {
    /// Credits are held.
    record Held(Hold hold) implements Decision {}

    /// Credits were debited.
    ///
    /// @param id the authorization that was captured
    /// @param captured the amount debited
    /// @param uncovered the amount that did not fit
    record Captured(AuthorizationId id, Eur captured, Eur uncovered) implements Decision {}

    /// The held credits are available again.
    record Released(AuthorizationId id, Eur released) implements Decision {}

    /// The cost did not fit: [Account#bears] returns false for the change's account.
    record Refused(PricedLine line) implements Decision {}

    /// The cost would have fitted, but the maximum number of holds is open.
    record TooManyHolds(int open) implements Decision {}

    /// The operation had no price.
    record Unpriced() implements Decision {}

    /// Returns what `change` recorded for the call with `key`. A change made by anything else throws
    /// [IllegalStateException].
    static Decision of(Change change, UniqueId key) {
        var account = change.account();
        return switch (change.kind()) {
            case AUTHORIZATION -> new Held(account.holds().open().getLast());
            case CAPTURE ->
                new Captured(last(account), sum(change, key, Status.DEBITED), sum(change, key, Status.UNCOVERED));
            case RELEASE -> new Released(last(account), sum(change, key, Status.RELEASED));
            case REFUSAL -> refusal(change, key);
            case USAGE, LIMITS, TIME_ZONE, ADJUSTMENT, TOP_UP, CREDIT, CLAWBACK ->
                throw new IllegalStateException(key + " made no call");
        };
    }

    private static AuthorizationId last(Account account) {
        return account.holds().closed().getLast().id();
    }

    private static Decision refusal(Change change, UniqueId key) {
        var lines = lines(change, key);
        if (lines.isEmpty()) return new Unpriced();
        var line = lines.getFirst().priced();
        int open = change.account().holds().open().size();
        return change.account().bears(line.cost()) ? new TooManyHolds(open) : new Refused(line);
    }

    private static Eur sum(Change change, UniqueId key, Status status) {
        return lines(change, key).stream()
                .filter(line -> line.status() == status)
                .map(line -> line.priced().cost())
                .reduce(Eur.ZERO, Eur::plus);
    }

    private static List<BookedLine> lines(Change change, UniqueId key) {
        return change.reports().stream()
                .filter(report -> report.id().equals(key))
                .flatMap(report -> report.lines().stream())
                .toList();
    }
}
