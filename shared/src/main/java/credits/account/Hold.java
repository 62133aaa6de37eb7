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
/// @param key of the call that asked for it
/// @param segment which of the chain made it
/// @param source the feature that asked
/// @param line what was authorized, at the price of that time
/// @param expiresAt until when it may be settled; a settlement that comes later is honoured as long as nothing has
///     closed the hold
public record Hold(UniqueId key, long segment, String source, PricedLine line, Instant expiresAt) {
    /// How long after its end a hold that nobody settled is closed: what was under way at its end still finds it.
    public static final Duration GRACE = Duration.ofMinutes(6);

    public AuthorizationId id() {
        return AuthorizationId.of(segment, key.low());
    }

    /// How much is set aside.
    public Eur amount() {
        return line.cost();
    }

    /// When what is set aside is free again if nobody settles it.
    public Instant freeAt() {
        return expiresAt.plus(GRACE);
    }

    /// Is it to be closed by the next commit at `clock`?
    boolean isOverdue(Instant clock) {
        return !clock.isBefore(freeAt());
    }

    /// Its entry when it is given back whole.
    BookedReport released() {
        return new BookedReport(key, source, List.of(new BookedLine(line, Status.RELEASED)));
    }
}
