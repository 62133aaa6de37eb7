package credits.local.stripe.api;

import java.time.Duration;

/// A fault of the API, before or after the request takes effect.
public record Fault(Kind kind, boolean afterEffect, Duration slowness) {
    public enum Kind {
        /// 500 `api_error`. After the effect, the same idempotency key gets it again for ever, as with Stripe.
        BROKEN(500),
        /// 429 `rate_limit`.
        BUSY(429),
        /// 409 `lock_timeout`.
        CONFLICT(409),
        /// The connection breaks in the middle of the response.
        LOST(0),
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

    public static Fault before(Kind kind) {
        return new Fault(kind, false, Duration.ZERO);
    }

    public static Fault after(Kind kind) {
        return new Fault(kind, true, Duration.ZERO);
    }

    /// The request takes effect, and its response is delayed this long.
    public static Fault slow(Duration slowness) {
        return new Fault(Kind.SLOW, true, slowness);
    }
}
