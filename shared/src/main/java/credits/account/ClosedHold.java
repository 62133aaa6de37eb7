package credits.account;

import credits.identity.AuthorizationId;
import java.util.Locale;

/// A hold that is settled, given back or over.
public record ClosedHold(AuthorizationId id, Ending ending) {

    /// How a hold ended.
    public enum Ending {
        /// It was debited, in part or whole.
        CAPTURED,
        /// It was given back.
        RELEASED,
        /// Nobody settled it in time.
        EXPIRED,
        /// It is closed, so long ago that only the chain's past knows how.
        CLOSED;

        /// The word in answers: the name in lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
