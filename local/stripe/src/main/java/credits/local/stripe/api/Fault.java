package credits.local.stripe.api;

import java.time.Duration;

/// What goes wrong with a call, before or after it had its effect.
public record Fault(Kind kind, boolean afterEffect, Duration slowness) {
    public enum Kind {
        /// 500 `api_error`. After the effect, the same key hears it again for ever, as with Stripe.
        BROKEN(500),
        /// 429 `rate_limit`.
        BUSY(429),
        /// 409 `lock_timeout`.
        CONFLICT(409),
        /// The connection ends in the middle of the answer.
        LOST(0),
        /// The answer comes late.
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

    /// The call has its effect; the caller waits this long for the answer.
    public static Fault slow(Duration slowness) {
        return new Fault(Kind.SLOW, true, slowness);
    }
}
