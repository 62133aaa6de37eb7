package credits.account;

import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Credits set aside for one use whose cost is not known yet.
///
/// @param key the key of the call that requested the hold
/// @param segment the segment that created it
/// @param source the feature that requested it
/// @param line the authorized use, at the price of that time
/// @param expiresAt the end of the time to settle; a later settlement is honoured as long as nothing has closed
///     the hold
public record Hold(UniqueId key, long segment, String source, PricedLine line, Instant expiresAt) {
    /// How long after its expiry an unsettled hold is closed, so that settlements under way at that time still find it.
    public static final Duration GRACE = Duration.ofMinutes(6);

    public AuthorizationId id() {
        return AuthorizationId.of(segment, key.low());
    }

    /// Returns the held amount.
    public Eur amount() {
        return line.cost();
    }

    /// Returns the time at which the held amount becomes available again if the hold is not settled.
    public Instant freeAt() {
        return expiresAt.plus(GRACE);
    }

    /// Whether the next commit at `clock` closes the hold.
    boolean isOverdue(Instant clock) {
        return !clock.isBefore(freeAt());
    }

    /// Returns the hold's entry for a full release.
    BookedReport released() {
        return new BookedReport(key, source, List.of(new BookedLine(line, Status.RELEASED)));
    }
}
