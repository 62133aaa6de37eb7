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
public record Limits(
        Optional<Eur> alertThreshold, Optional<Eur> allowedLimit, long version, Optional<LastChange> lastChange) {
    /// The limits of a new account.
    public static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), 0, Optional.empty());

    public Limits {
        if ((version == 0) != lastChange.isEmpty()) throw new IllegalArgumentException("a version nobody made");
        if (alertThreshold.isPresent() && alertThreshold.get().isNegative())
            throw new IllegalArgumentException("alert");
        if (allowedLimit.isPresent() && allowedLimit.get().isNegative()) throw new IllegalArgumentException("limit");
        if (alertThreshold.isPresent()
                && allowedLimit.isPresent()
                && alertThreshold.get().exceeds(allowedLimit.get())) {
            throw new IllegalArgumentException("alert threshold above allowed limit");
        }
    }

    /// The author and the time of a change of the limits.
    public record LastChange(Instant at, MemberId by) {}

    /// Whether both have the same amounts, regardless of who set them.
    public boolean sameAmounts(Limits other) {
        return alertThreshold.equals(other.alertThreshold) && allowedLimit.equals(other.allowedLimit);
    }
}
