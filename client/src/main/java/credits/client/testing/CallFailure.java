package credits.client.testing;

/// A way in which a request fails. The client never gets a final answer, so it retries until its time is up.
public enum CallFailure {
    /// 429 with `Retry-After: 0`.
    TOO_MANY_REQUESTS,
    /// 503.
    UNAVAILABLE,
    /// The request never reaches the service.
    REQUEST_LOST,
    /// The request takes effect, and its response is lost.
    RESPONSE_LOST,
    /// 200 with a body that is not JSON.
    INVALID_RESPONSE
}
