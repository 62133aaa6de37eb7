package credits.account;

import credits.identity.MemberId;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// What an organisation allows itself to spend in a month. An alert threshold is never above the allowed limit.
///
/// @param alertThreshold from here on people are told; none when empty
/// @param allowedLimit beyond this nothing is debited; zero stops everything, empty means no limit
/// @param version grows with every change, 0 before the first
/// @param lastChange who changed them last, and when
public record Limits(
        Optional<Eur> alertThreshold, Optional<Eur> allowedLimit, long version, Optional<LastChange> lastChange) {
    /// Before anybody set any.
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

    /// Who changed limits, and when.
    public record LastChange(Instant at, MemberId by) {}

    /// Do both say the same, whoever set them?
    public boolean sameAmounts(Limits other) {
        return alertThreshold.equals(other.alertThreshold) && allowedLimit.equals(other.allowedLimit);
    }
}
