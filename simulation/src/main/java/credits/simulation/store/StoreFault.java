package credits.simulation.store;

/// A fault of a call.
public enum StoreFault {
    /// The worker crashes before the call takes effect.
    CRASH_BEFORE,
    /// The worker crashes after the effect, before the response.
    CRASH_AFTER,
    /// The call takes effect, and the caller sees a timeout.
    LOST_RESPONSE,
    /// The caller sees a timeout, and the call takes effect later.
    LATE_EFFECT,
    /// The SDK retries a call whose response was lost: the call took effect, and the caller sees the second response.
    REPEATED,
    /// Too many requests; no effect.
    THROTTLED,
    /// The service fails before the effect.
    FAILED_BEFORE,
    /// The service fails after the effect.
    FAILED_AFTER,
    /// A transaction on the same item is in progress; no effect.
    CONFLICT,
    /// The call takes a long time, while other tasks continue and time passes.
    DELAY,
    /// An eventually consistent read returns an old state.
    STALE_READ;

    /// Whether this fault can happen to the call.
    public boolean appliesTo(StoreCall call) {
        return switch (this) {
            case CONFLICT, LATE_EFFECT -> !call.operation().isRead();
            case STALE_READ -> call.operation().isRead() && !call.isConsistent();
            default -> true;
        };
    }
}
