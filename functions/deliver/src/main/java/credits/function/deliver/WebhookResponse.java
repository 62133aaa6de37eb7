package credits.function.deliver;

import java.util.Locale;
import java.util.OptionalInt;

/// The outcome of one request to a receiver.
///
/// @param status the status of the response; empty if there was none
/// @param result the status, or the reason why there is none, such as `timeout`
record WebhookResponse(OptionalInt status, String result) {
    private static final int GONE = 410;

    static WebhookResponse of(int status) {
        return new WebhookResponse(OptionalInt.of(status), Integer.toString(status));
    }

    static WebhookResponse none(NoResponse reason) {
        return new WebhookResponse(OptionalInt.empty(), reason.code());
    }

    /// Why a request got no response.
    enum NoResponse {
        /// The host has no address.
        HOST_NOT_FOUND,
        /// An address of the host is not one of the public internet. Nothing was sent.
        PRIVATE_ADDRESS,
        CONNECTION_FAILED,
        /// The certificate is not valid for the host, or both sides have no cipher in common.
        TLS_FAILED,
        TIMEOUT,
        /// What came back is not HTTP/1.1.
        INVALID_RESPONSE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether the receiver has the event. A redirect is not followed, and is a failure.
    boolean isSuccess() {
        return status.isPresent() && status.getAsInt() / 100 == 2;
    }

    /// Whether the receiver wants no more events.
    boolean isGone() {
        return status.isPresent() && status.getAsInt() == GONE;
    }
}
