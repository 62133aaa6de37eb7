package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Credits set aside for work whose final cost is not known yet.
///
/// @param key the key of the call that requested the hold
/// @param segmentNumber the segment that created it
/// @param source the feature that requested it
/// @param pricedLine the authorized usage, at the price in force when it was authorized
/// @param expiresAt the time until which it should be settled; a later settlement is honoured unless something
///     has closed the hold
public record Hold(UniqueId key, long segmentNumber, String source, PricedLine pricedLine, Instant expiresAt) {
    /// The time between a hold's expiry and its closing, so that a settlement under way at expiry still finds it.
    public static final Duration GRACE_PERIOD = Duration.ofMinutes(6);

    public AuthorizationId id() {
        return AuthorizationId.of(segmentNumber, key.low());
    }

    /// Returns the held amount.
    public Eur amount() {
        return pricedLine.cost();
    }

    /// Returns the time at which the held amount becomes available again if the hold is not settled.
    public Instant autoReleaseAt() {
        return expiresAt.plus(GRACE_PERIOD);
    }

    /// Whether the next commit at `clockTime` closes the hold.
    boolean isOverdue(Instant clockTime) {
        return !clockTime.isBefore(autoReleaseAt());
    }

    /// Returns the hold's entry for a full release.
    public BookedReport toReleasedReport() {
        return new BookedReport(key, source, List.of(new BookedLine(pricedLine, LineStatus.RELEASED)));
    }
}
