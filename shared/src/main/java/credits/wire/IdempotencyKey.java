package credits.wire;

import credits.identity.UniqueId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The key that makes a call safe to repeat if it moves money. The caller creates one key for each intention.
public final class IdempotencyKey {
    private static final String HEADER = "idempotency-key";

    private IdempotencyKey() {}

    /// Returns the key of `request`. A missing or malformed key throws [Rejected] with 400.
    public static UniqueId of(HttpRequest request) {
        return request.header(HEADER)
                .flatMap(UniqueId::parse)
                .orElseThrow(() -> wrong("is required: a ULID or a UUID version 7, created once for each intention"));
    }

    /// Returns the rejection of a key that was created in the future.
    public static Rejected inFuture() {
        return wrong("was created more than five minutes ahead of the current time: check your clock, and create a new key");
    }

    private static Rejected wrong(String detail) {
        return new Rejected(Problem.invalidRequest("/headers/" + HEADER, detail));
    }

    /// Returns an 8-byte hash of a call's content. Two calls with one key ask for the same exactly if their hashes are
    /// equal (except for a chance of one in 2⁶⁴).
    ///
    /// @param call the route with the parsed parts of the path and the body
    public static long contents(Json.Members call) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(call.text().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
