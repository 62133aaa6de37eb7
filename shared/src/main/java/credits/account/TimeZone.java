package credits.account;

import java.time.ZoneId;
import java.util.Optional;

/// The time zone of the account's days and months, and the one that replaces it with a later month, if a change
/// is pending.
public record TimeZone(ZoneId current, Optional<ZoneId> next) {
    public static TimeZone of(ZoneId zone) {
        return new TimeZone(zone, Optional.empty());
    }
}
