package credits.account;

import credits.account.ClosedHold.Ending;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import java.util.List;
import java.util.Optional;

/// A decision about an account, as a pure function. It is evaluated again whenever another writer was faster.
///
/// @param <R> the answer
public interface Command<R> {
    /// Returns the ids that the decision depends on.
    List<UniqueId> ids();

    /// Decides on the basis of `account`. `seen` knows which of [#ids] are in the ledger up to and including this state
    /// of the account.
    Step<R> on(Account account, Seen seen);

    /// The part of the ledger that a decision needs beyond the account's state.
    interface Seen {
        /// The look-up in an empty ledger.
        Seen NOTHING = new Seen() {
            @Override
            public Optional<Known> find(UniqueId id) {
                return Optional.empty();
            }

            @Override
            public Optional<Ending> ending(AuthorizationId id) {
                return Optional.empty();
            }
        };

        Optional<Known> find(UniqueId id);

        /// Returns the outcome of a hold that is not open; empty if there never was a hold with this id.
        Optional<Ending> ending(AuthorizationId id);
    }

    /// The location of an id that is in the ledger.
    ///
    /// @param segment the segment that recorded it
    /// @param contents the 8-byte content hash that was recorded with it
    record Known(long segment, long contents) {}

    /// The result of a decision.
    sealed interface Step<R> {
        /// The change must be appended. The answer holds once it has been.
        record Append<R>(Change change, R answer) implements Step<R> {}

        /// Nothing is appended. The answer holds only if the account was read afresh.
        record Answered<R>(R answer) implements Step<R> {}
    }
}
