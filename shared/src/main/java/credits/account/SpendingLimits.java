package credits.account;

import credits.identity.MemberId;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// The amounts that an organisation allows itself to spend in a month. The alert threshold is never above the
/// allowed limit, and an early one is always below the alert threshold.
///
/// @param earlyAlertThreshold the amount at which people are notified that the alert threshold is near; empty for none
/// @param alertThreshold the amount at which people are notified; empty for none
/// @param allowedLimit the amount beyond which nothing is debited; zero stops everything, empty means no limit
/// @param version increases with every change; 0 before the first
/// @param lastChange who last changed them, and when
public record SpendingLimits(
        Optional<Eur> earlyAlertThreshold,
        Optional<Eur> alertThreshold,
        Optional<Eur> allowedLimit,
        long version,
        Optional<LastChange> lastChange) {
    /// The limits of a new account.
    public static final SpendingLimits NONE =
            new SpendingLimits(Optional.empty(), Optional.empty(), 0, Optional.empty());

    public SpendingLimits {
        if ((version == 0) != lastChange.isEmpty())
            throw new IllegalArgumentException("version and last change disagree");
        if (alertThreshold.isPresent() && alertThreshold.get().isNegative())
            throw new IllegalArgumentException("alert");
        if (allowedLimit.isPresent() && allowedLimit.get().isNegative()) throw new IllegalArgumentException("limit");
        if (earlyAlertThreshold.isPresent() && !isBelow(earlyAlertThreshold.get(), alertThreshold))
            throw new IllegalArgumentException("early alert threshold not below alert threshold");
        if (alertThreshold.isPresent()
                && allowedLimit.isPresent()
                && alertThreshold.get().isGreaterThan(allowedLimit.get())) {
            throw new IllegalArgumentException("alert threshold above allowed limit");
        }
    }

    /// Limits without an early alert threshold.
    public SpendingLimits(
            Optional<Eur> alertThreshold, Optional<Eur> allowedLimit, long version, Optional<LastChange> lastChange) {
        this(Optional.empty(), alertThreshold, allowedLimit, version, lastChange);
    }

    /// Whether `early` can be the early one of an alert threshold: neither negative nor without one that it is below.
    public static boolean isBelow(Eur early, Optional<Eur> alertThreshold) {
        return !early.isNegative()
                && alertThreshold
                        .filter(threshold -> threshold.isGreaterThan(early))
                        .isPresent();
    }

    /// The author and the time of a change of the limits.
    public record LastChange(Instant changedAt, MemberId changedBy) {}

    /// Whether both have the same amounts, regardless of who set them.
    public boolean hasSameAmounts(SpendingLimits other) {
        return earlyAlertThreshold.equals(other.earlyAlertThreshold)
                && alertThreshold.equals(other.alertThreshold)
                && allowedLimit.equals(other.allowedLimit);
    }
}
