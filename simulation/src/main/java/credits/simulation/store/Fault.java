package credits.simulation.store;

/// What goes wrong with a call.
public enum Fault {
    /// The worker dies before the call has an effect.
    CRASH_BEFORE,
    /// The worker dies after the effect, before the answer.
    CRASH_AFTER,
    /// The effect happened; the caller hears of a time-out.
    LOST_RESPONSE,
    /// The caller hears of a time-out; the effect happens later.
    LATE_EFFECT,
    /// The SDK repeats a call whose response was lost: the effect happened, and the caller sees the second answer.
    REPEATED,
    /// Too many requests; no effect.
    THROTTLED,
    /// The service fails, before the effect.
    FAILED_BEFORE,
    /// The service fails, after the effect.
    FAILED_AFTER,
    /// Another transaction was under way; no effect.
    CONFLICT,
    /// The call takes long, while others go on and time passes.
    DELAY,
    /// An eventually consistent read sees the past.
    STALE_READ;

    /// Can it befall `call`?
    boolean befalls(Call call) {
        return switch (this) {
            case CONFLICT, LATE_EFFECT -> !call.operation().isRead();
            case STALE_READ -> call.operation().isRead() && !call.isConsistent();
            default -> true;
        };
    }
}
