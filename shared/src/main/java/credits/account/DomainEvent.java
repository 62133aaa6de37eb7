package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// A domain event that a commit publishes. It is stored in the segment that caused it, so that it is published if
/// and only if it happened.
public sealed interface DomainEvent {
    /// The amount used has reached the alert threshold, or the early one. Published once for each month and threshold.
    record AlertCrossed(Eur threshold, Eur used) implements DomainEvent {}

    /// The month's allowed limit is used up, or was too low for something for the first time.
    record LimitReached(Eur limit, Eur used) implements DomainEvent {}

    /// The balance is used up, or was too low for something for the first time this month.
    record BalanceExhausted(Eur balance) implements DomainEvent {}

    /// Lines of a report did not fit.
    ///
    /// @param cost the cost of all uncovered lines together
    record UsageUncovered(UniqueId reportId, int lineCount, Eur cost) implements DomainEvent {}

    /// A member changed the limits.
    record LimitsChanged(
            MemberId changedBy,
            Optional<Eur> oldEarlyAlertThreshold,
            Optional<Eur> oldAlertThreshold,
            Optional<Eur> oldAllowedLimit,
            Optional<Eur> newEarlyAlertThreshold,
            Optional<Eur> newAlertThreshold,
            Optional<Eur> newAllowedLimit)
            implements DomainEvent {
        /// A change between limits without an early alert threshold.
        public LimitsChanged(
                MemberId changedBy,
                Optional<Eur> oldAlertThreshold,
                Optional<Eur> oldAllowedLimit,
                Optional<Eur> newAlertThreshold,
                Optional<Eur> newAllowedLimit) {
            this(
                    changedBy,
                    Optional.empty(),
                    oldAlertThreshold,
                    oldAllowedLimit,
                    Optional.empty(),
                    newAlertThreshold,
                    newAllowedLimit);
        }
    }

    /// An operator of the platform granted or removed credits.
    ///
    /// @param amount negative if credits were taken back
    /// @param reason the explanation shown to people, 1 to 200 characters
    record Adjusted(UniqueId key, Eur amount, MemberId adjustedBy, String reason) implements DomainEvent {}

    /// A hold expired without being settled.
    ///
    /// @param held the amount that is available again
    record AuthorizationExpired(AuthorizationId id, Operation operation, Eur held, Instant expiredAt)
            implements DomainEvent {}

    /// A payment was credited.
    record ToppedUp(UniqueId paymentKey, Eur amount) implements DomainEvent {}

    /// Credits were clawed back because their payment was returned to the payer.
    ///
    /// @param amount negative if credits were restored
    record ClawedBack(UniqueId paymentKey, Eur amount) implements DomainEvent {}
}
