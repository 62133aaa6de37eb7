package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// What a commit has to tell the world. Written with the segment that caused it, so that it is told exactly when it
/// happened.
public sealed interface Event {
    /// What was used has reached the alert threshold: once per month and threshold.
    record AlertCrossed(Eur threshold, Eur used) implements Event {}

    /// The month's allowed limit is used up, or has refused something for the first time.
    record LimitReached(Eur limit, Eur used) implements Event {}

    /// The balance is used up, or has refused something for the first time this month.
    record BalanceExhausted(Eur balance) implements Event {}

    /// Lines of a report did not fit.
    ///
    /// @param cost what they would have cost together
    record UsageUncovered(UniqueId report, int lines, Eur cost) implements Event {}

    /// Somebody changed the limits.
    record LimitsChanged(
            MemberId by,
            Optional<Eur> alertBefore,
            Optional<Eur> limitBefore,
            Optional<Eur> alertAfter,
            Optional<Eur> limitAfter)
            implements Event {}

    /// An operator of the platform gave or took credits.
    ///
    /// @param amount negative when taken
    /// @param reason for people, 1 to 200 characters
    record Adjusted(UniqueId key, Eur amount, MemberId by, String reason) implements Event {}

    /// Nobody settled a hold in time.
    ///
    /// @param held what was set aside, and is free again
    record AuthorizationExpired(AuthorizationId id, Operation operation, Eur held, Instant expiredAt)
            implements Event {}

    /// Credits were paid for.
    record ToppedUp(UniqueId payment, Eur amount) implements Event {}

    /// Credits were taken back, because their payment went back to the payer.
    ///
    /// @param amount negative when they were given again
    record Refunded(UniqueId payment, Eur amount) implements Event {}
}
