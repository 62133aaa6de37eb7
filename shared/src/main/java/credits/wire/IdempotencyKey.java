package credits.wire;

import credits.identity.UniqueId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What makes a call that moves money safe to repeat: its caller makes one key for each intention.
public final class IdempotencyKey {
    private static final String HEADER = "idempotency-key";

    private IdempotencyKey() {}

    /// The key of `request`; one that is missing or of another form is [Rejected] with 400.
    public static UniqueId of(HttpRequest request) {
        return request.header(HEADER)
                .flatMap(UniqueId::parse)
                .orElseThrow(() -> wrong("is required: a ULID or a UUID version 7, created once for each intention"));
    }

    /// The answer to a key that was made later than now.
    public static Rejected inFuture() {
        return wrong("was created more than five minutes ahead of the current time: check your clock, and create a new key");
    }

    private static Rejected wrong(String detail) {
        return new Rejected(Problem.invalidRequest("/headers/" + HEADER, detail));
    }

    /// Eight bytes that stand for what a call asks for: two calls with one key ask for the same exactly when these
    /// agree (but for one chance in 2⁶⁴).
    ///
    /// @param call its route, with the parts of its path and body as they were understood
    public static long contents(Json.Members call) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(call.text().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
