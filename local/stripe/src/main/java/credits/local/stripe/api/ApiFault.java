package credits.local.stripe.api;

import java.time.Duration;

/// A fault of the API, before or after the request takes effect.
public record ApiFault(Kind kind, boolean isAfterEffect, Duration delay) {
    public enum Kind {
        /// 500 `api_error`. After the effect, the same idempotency key gets it again for ever, as with Stripe.
        SERVER_ERROR(500),
        /// 429 `rate_limit`.
        RATE_LIMITED(429),
        /// 409 `lock_timeout`.
        LOCK_TIMEOUT(409),
        /// The connection breaks in the middle of the response.
        CONNECTION_LOST(0),
        /// The response is late.
        SLOW(0);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    public static ApiFault before(Kind kind) {
        return new ApiFault(kind, false, Duration.ZERO);
    }

    public static ApiFault after(Kind kind) {
        return new ApiFault(kind, true, Duration.ZERO);
    }

    /// The request takes effect, and its response is delayed this long.
    public static ApiFault slow(Duration delay) {
        return new ApiFault(Kind.SLOW, true, delay);
    }
}
