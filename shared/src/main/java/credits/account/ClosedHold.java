package credits.account;

import credits.identity.AuthorizationId;
import java.util.Locale;

/// A hold that was captured, released or has expired.
public record ClosedHold(AuthorizationId id, HoldOutcome outcome) {

    /// The way in which a hold ended.
    public enum HoldOutcome {
        /// It was debited, in whole or in part.
        CAPTURED,
        /// It was released.
        RELEASED,
        /// It was not settled in time.
        EXPIRED;

        /// Returns the word used in responses: the name in lower case.
        public String apiName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
