package credits.client.fake;

/// How a call goes wrong. None of them decides anything: the client repeats the call until its time is over.
public enum CallFailure {
    /// 429 with `Retry-After: 0`.
    TOO_MANY_REQUESTS,
    /// 503.
    UNAVAILABLE,
    /// The call never arrives.
    CALL_LOST,
    /// The call takes effect, and its answer never arrives.
    ANSWER_LOST,
    /// 200 with a body that is no JSON.
    GARBAGE
}
