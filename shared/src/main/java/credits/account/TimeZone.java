package credits.account;

import java.time.ZoneId;
import java.util.Optional;

/// The time zone that days and months are kept in, and the one that takes over with a later month, if it is to
/// change.
public record TimeZone(ZoneId current, Optional<ZoneId> next) {
    public static TimeZone of(ZoneId zone) {
        return new TimeZone(zone, Optional.empty());
    }
}
