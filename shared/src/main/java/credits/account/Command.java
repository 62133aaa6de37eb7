package credits.account;

import credits.account.ClosedHold.Ending;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import java.util.List;
import java.util.Optional;

/// Something to be decided on an account, as a pure function: asked again whenever another was faster.
///
/// @param <R> the answer
public interface Command<R> {
    /// The ids that the decision turns on.
    List<UniqueId> ids();

    /// Decides. `seen` knows each of [#ids] that is in the ledger up to and with this state of the account.
    Step<R> on(Account account, Seen seen);

    /// What the ledger knows beyond the account's state.
    interface Seen {
        /// An empty ledger.
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

        /// How a hold ended that is not open; empty when there never was one with this id.
        Optional<Ending> ending(AuthorizationId id);
    }

    /// An id that is in the ledger.
    ///
    /// @param segment the segment that placed it
    /// @param contents eight bytes that stand for what came with it
    record Known(long segment, long contents) {}

    /// What came of a decision.
    sealed interface Step<R> {
        /// The change is to be appended; then the answer is true.
        record Append<R>(Change change, R answer) implements Step<R> {}

        /// Nothing is to be appended; the answer is true of an account read afresh.
        record Answered<R>(R answer) implements Step<R> {}
    }
}
