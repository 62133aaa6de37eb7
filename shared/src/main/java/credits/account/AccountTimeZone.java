package credits.account;

import java.time.ZoneId;
import java.util.Optional;

/// The time zone of the account's days and months, and the one that replaces it with a later month, if a change
/// is pending.
public record AccountTimeZone(ZoneId current, Optional<ZoneId> next) {
    public static AccountTimeZone of(ZoneId zone) {
        return new AccountTimeZone(zone, Optional.empty());
    }
}
