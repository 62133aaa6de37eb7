package credits.account;

import credits.identity.MemberId;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// The amounts that an organisation allows itself to spend in a month. The alert threshold is never above the
/// allowed limit.
///
/// @param alertThreshold the amount at which people are notified; empty for none
/// @param allowedLimit the amount beyond which nothing is debited; zero stops everything, empty means no limit
/// @param version increases with every change; 0 before the first
/// @param lastChange who last changed them, and when
public record SpendingLimits(
        Optional<Eur> alertThreshold, Optional<Eur> allowedLimit, long version, Optional<LastChange> lastChange) {
    /// The limits of a new account.
    public static final SpendingLimits NONE =
            new SpendingLimits(Optional.empty(), Optional.empty(), 0, Optional.empty());

    public SpendingLimits {
        if ((version == 0) != lastChange.isEmpty())
            throw new IllegalArgumentException("version and last change disagree");
        if (alertThreshold.isPresent() && alertThreshold.get().isNegative())
            throw new IllegalArgumentException("alert");
        if (allowedLimit.isPresent() && allowedLimit.get().isNegative()) throw new IllegalArgumentException("limit");
        if (alertThreshold.isPresent()
                && allowedLimit.isPresent()
                && alertThreshold.get().isGreaterThan(allowedLimit.get())) {
            throw new IllegalArgumentException("alert threshold above allowed limit");
        }
    }

    /// The author and the time of a change of the limits.
    public record LastChange(Instant changedAt, MemberId changedBy) {}

    /// Whether both have the same amounts, regardless of who set them.
    public boolean hasSameAmounts(SpendingLimits other) {
        return alertThreshold.equals(other.alertThreshold) && allowedLimit.equals(other.allowedLimit);
    }
}
