package credits.account;

import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// What stands in the way of spending more, with all that people need to get it out of the way. In order of
/// precedence: when both do, the first names the refusal.
public sealed interface Blocker {
    /// The month's allowed limit leaves less than this costs.
    ///
    /// @param remaining the allowed limit less what is used and held; negative after the limit was lowered
    /// @param resetsAt when the next month begins, with nothing used
    record SpendingLimitReached(Eur allowedLimit, Eur used, Eur held, Eur remaining, Instant resetsAt)
            implements Blocker {}

    /// The balance, less what is held, is smaller than this costs.
    ///
    /// @param required what it costs; empty when no cost was asked about, and nothing is left
    /// @param available the balance less what is held; negative after a refund
    record InsufficientCredits(Optional<Eur> required, Eur available) implements Blocker {
        /// What is missing; empty when no cost was asked about.
        public Optional<Eur> shortfall() {
            return required.map(cost -> cost.minus(available));
        }
    }
}
