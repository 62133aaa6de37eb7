package credits.account;

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

    /// Which ids are in the ledger.
    interface Seen {
        Optional<Placed> find(UniqueId id);
    }

    /// What came of a decision.
    sealed interface Step<R> {
        /// The change is to be appended; then the answer is true.
        record Append<R>(Change change, R answer) implements Step<R> {}

        /// Nothing is to be appended; the answer is true of an account read afresh.
        record Answered<R>(R answer) implements Step<R> {}
    }
}
