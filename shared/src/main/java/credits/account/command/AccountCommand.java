package credits.account.command;

import credits.account.Account;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import java.util.List;
import java.util.Optional;

/// A decision about an account, as a pure function. It is evaluated again whenever another writer commits first.
///
/// @param <R> the outcome
public interface AccountCommand<R> {
    /// Returns the ids that the decision depends on.
    List<UniqueId> ids();

    /// Decides on the basis of `account`. `lookup` knows which of [#ids] are in the ledger up to and including this
    /// state of the account.
    Decision<R> decide(Account account, IdLookup lookup);

    /// The part of the ledger that a decision needs beyond the account's state.
    interface IdLookup {
        /// The look-up in an empty ledger.
        IdLookup EMPTY = new IdLookup() {
            @Override
            public Optional<RecordedIdLocation> find(UniqueId id) {
                return Optional.empty();
            }

            @Override
            public Optional<HoldOutcome> findHoldOutcome(AuthorizationId id) {
                return Optional.empty();
            }

            @Override
            public Optional<Hold> findCreatedHold(AuthorizationId id) {
                return Optional.empty();
            }
        };

        Optional<RecordedIdLocation> find(UniqueId id);

        /// Returns the outcome of a hold that is not open; empty if there never was a hold with this id.
        Optional<HoldOutcome> findHoldOutcome(AuthorizationId id);

        /// Returns the open hold with this id as it was created; empty if the segment that created it was lost.
        Optional<Hold> findCreatedHold(AuthorizationId id);

        /// Returns `hold` with everything that the state may have left out and that is still known.
        default Hold complete(Hold hold) {
            return hold.isAbridged() ? findCreatedHold(hold.id()).orElse(hold) : hold;
        }
    }

    /// The location of an id that is in the ledger.
    ///
    /// @param segmentNumber the segment that recorded it
    /// @param contentHash the 8-byte content hash that was recorded with it
    record RecordedIdLocation(long segmentNumber, long contentHash) {}

    /// The result of a decision.
    sealed interface Decision<R> {
        /// The change must be appended. The outcome is valid once it has been.
        record Append<R>(AccountChange change, R outcome) implements Decision<R> {}

        /// Nothing is appended. The outcome is valid only if the account was freshly read.
        record NoChange<R>(R outcome) implements Decision<R> {}
    }
}
