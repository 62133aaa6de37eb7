package credits.account;

import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// A reason why no more can be spent, with everything that people need to resolve it. The cases are in order of
/// precedence: if both apply, the first one names the refusal.
public sealed interface Blocker {
    /// The month's allowed limit leaves less than the cost.
    ///
    /// @param remaining the allowed limit less what is used and held; negative after the limit has been lowered
    /// @param resetsAt when the next month begins, with nothing used
    record SpendingLimitReached(Eur allowedLimit, Eur used, Eur held, Eur remaining, Instant resetsAt)
            implements Blocker {}

    /// The balance, less what is held, is smaller than the cost.
    ///
    /// @param required the cost; empty if no cost was given and nothing is left
    /// @param available the balance less what is held; negative after a refund
    record InsufficientCredits(Optional<Eur> required, Eur available) implements Blocker {
        /// Returns the missing amount; empty if no cost was given.
        public Optional<Eur> shortfall() {
            return required.map(cost -> cost.minus(available));
        }
    }
}
