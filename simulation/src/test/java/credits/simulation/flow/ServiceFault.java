package credits.simulation.flow;

/// A fault of a call to a service other than the table.
enum ServiceFault {
    /// The function crashes before the call.
    CRASH_BEFORE,
    /// The function crashes after the call took effect.
    CRASH_AFTER,
    /// The service does not answer, and does nothing.
    UNAVAILABLE,
    /// The call takes effect, and its response is lost.
    LOST_RESPONSE,
    /// The call takes up to a minute, while other tasks continue.
    SLOW
}
