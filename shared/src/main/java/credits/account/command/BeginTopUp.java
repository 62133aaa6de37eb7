package credits.account.command;

import credits.account.Account;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.List;

/// Reserves a key for a top-up that is about to begin, so that nothing else can ever use it. It moves no credits.
///
/// @param contentHash an 8-byte hash of the whole request
public record BeginTopUp(UniqueId key, long contentHash, Instant now) implements AccountCommand<BeginTopUp.Outcome> {
    /// The outcome of the reservation.
    public enum Outcome {
        /// The key now belongs to the top-up.
        BEGUN,
        /// The key was taken before, by this top-up or by something else. A payment record under the key
        /// means this top-up.
        TAKEN,
        /// The key was created more than five minutes ahead of the request, or more than 35 days before it;
        /// nothing changed.
        KEY_OUT_OF_TIME
    }

    @Override
    public List<UniqueId> ids() {
        return List.of(key);
    }

    @Override
    public Decision<Outcome> decide(Account account, IdLookup lookup) {
        if (lookup.find(key).isPresent()) return new NoChange<>(Outcome.TAKEN);
        if (key.isAheadOf(now) || key.isTooOldAt(now)) return new NoChange<>(Outcome.KEY_OUT_OF_TIME);
        var update = AccountUpdate.of(account, now, lookup);
        return new Append<>(
                update.complete(Kind.TOP_UP, update.current(), List.of(new RecordedId(key, contentHash))),
                Outcome.BEGUN);
    }
}
