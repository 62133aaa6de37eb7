package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A domain event that a commit publishes. It is stored in the segment that caused it, so that it is published if
/// and only if it happened.
public sealed interface DomainEvent {
    /// The amount used has reached an amount at which people are notified. Published once for each month and amount.
    record AlertCrossed(Eur threshold, Eur used) implements DomainEvent {}

    /// The forecast says that the allowed limit will be used up within the month. Published once a month, and
    /// again after the limit has been raised.
    ///
    /// @param reachedOn the day on which it will be used up
    record LimitForecast(Eur limit, Eur used, LocalDate reachedOn) implements DomainEvent {}

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
            UsageAlerts oldAlerts,
            Optional<Eur> oldAllowedLimit,
            UsageAlerts newAlerts,
            Optional<Eur> newAllowedLimit)
            implements DomainEvent {
        /// A change between limits with one alert at most.
        public LimitsChanged(
                MemberId changedBy,
                Optional<Eur> oldAlertThreshold,
                Optional<Eur> oldAllowedLimit,
                Optional<Eur> newAlertThreshold,
                Optional<Eur> newAllowedLimit) {
            this(
                    changedBy,
                    UsageAlerts.at(oldAlertThreshold),
                    oldAllowedLimit,
                    UsageAlerts.at(newAlertThreshold),
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
