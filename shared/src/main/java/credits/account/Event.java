package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// A domain event that a commit publishes. It is stored in the segment that caused it, so that it is published exactly
/// if it happened.
public sealed interface Event {
    /// The amount used has reached the alert threshold. Published once for each month and threshold.
    record AlertCrossed(Eur threshold, Eur used) implements Event {}

    /// The month's allowed limit is used up, or has refused something for the first time.
    record LimitReached(Eur limit, Eur used) implements Event {}

    /// The balance is used up, or has refused something for the first time this month.
    record BalanceExhausted(Eur balance) implements Event {}

    /// Lines of a report did not fit.
    ///
    /// @param cost the cost of all uncovered lines together
    record UsageUncovered(UniqueId report, int lines, Eur cost) implements Event {}

    /// A member changed the limits.
    record LimitsChanged(
            MemberId by,
            Optional<Eur> alertBefore,
            Optional<Eur> limitBefore,
            Optional<Eur> alertAfter,
            Optional<Eur> limitAfter)
            implements Event {}

    /// An operator of the platform gave or took credits.
    ///
    /// @param amount negative if credits were taken
    /// @param reason the explanation shown to people, 1 to 200 characters
    record Adjusted(UniqueId key, Eur amount, MemberId by, String reason) implements Event {}

    /// A hold expired without being settled.
    ///
    /// @param held the amount that is available again
    record AuthorizationExpired(AuthorizationId id, Operation operation, Eur held, Instant expiredAt)
            implements Event {}

    /// A payment was credited.
    record ToppedUp(UniqueId payment, Eur amount) implements Event {}

    /// Credits were clawed back because their payment was returned to the payer.
    ///
    /// @param amount negative if credits were given again
    record Refunded(UniqueId payment, Eur amount) implements Event {}
}
