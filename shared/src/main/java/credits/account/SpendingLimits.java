package credits.account;

import credits.identity.MemberId;
import credits.money.Eur;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The amounts that an organisation allows itself to spend in a month, and those at which people are notified. No alert
/// is above the allowed limit, and no two are at the same amount.
///
/// @param alerts when people are notified, the lowest amount first
/// @param allowedLimit the amount beyond which nothing is debited; zero stops everything, empty means no limit
/// @param version increases with every change; 0 before the first
/// @param lastChange who last changed them, and when
public record SpendingLimits(
        UsageAlerts alerts, Optional<Eur> allowedLimit, long version, Optional<LastChange> lastChange) {
    /// The limits of a new account.
    public static final SpendingLimits NONE =
            new SpendingLimits(UsageAlerts.NONE, Optional.empty(), 0, Optional.empty());

    public SpendingLimits {
        if ((version == 0) != lastChange.isEmpty())
            throw new IllegalArgumentException("version and last change disagree");
        if (allowedLimit.isPresent() && allowedLimit.get().isNegative()) throw new IllegalArgumentException("limit");
        if (!alerts.areValidUnder(allowedLimit)) throw new IllegalArgumentException("alerts: " + alerts.values());
        alerts = alerts.orderedUnder(allowedLimit);
    }

    /// Limits with one alert at most.
    public SpendingLimits(
            Optional<Eur> alertThreshold, Optional<Eur> allowedLimit, long version, Optional<LastChange> lastChange) {
        this(UsageAlerts.at(alertThreshold), allowedLimit, version, lastChange);
    }

    /// The author and the time of a change of the limits.
    public record LastChange(Instant changedAt, MemberId changedBy) {}

    /// Returns the amounts at which people are notified, the lowest first.
    public List<Eur> alertAmounts() {
        return alerts.amountsUnder(allowedLimit);
    }

    /// Returns the alert threshold: the highest amount at which people are notified.
    public Optional<Eur> alertThreshold() {
        return alertAmounts().stream().reduce((_, last) -> last);
    }

    /// Returns the lowest amount above `amount` at which people are notified.
    public Optional<Eur> nextAlertAfter(Eur amount) {
        return alertAmounts().stream()
                .filter(each -> each.isGreaterThan(amount))
                .findFirst();
    }

    /// Whether both have the same amounts, regardless of who set them.
    public boolean hasSameAmounts(SpendingLimits other) {
        return alerts.equals(other.alerts) && allowedLimit.equals(other.allowedLimit);
    }
}
