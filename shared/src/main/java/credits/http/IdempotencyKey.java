package credits.http;

import credits.identity.UniqueId;
import credits.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// The key that makes a call that moves money safe to retry. The caller creates one for each operation and sends
/// it again with every retry.
public final class IdempotencyKey {
    private static final String HEADER = "idempotency-key";

    // A string as RFC 9651 writes it, which draft-ietf-httpapi-idempotency-key-header asks for.
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-([0-9a-fA-F])[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private IdempotencyKey() {}

    /// Returns the key of `request`, with or without quotation marks. A missing or malformed key throws
    /// [ProblemException] with 400.
    public static UniqueId from(ApiRequest request) {
        var header = request.header(HEADER).orElse("").strip();
        if (header.isEmpty()) throw invalid("is missing: send a ULID or a UUID version 7, created once per operation");
        var quoted = QUOTED.matcher(header);
        var text = quoted.matches() ? quoted.group(1) : header;
        return UniqueId.parse(text).orElseThrow(() -> invalid(ruleBrokenBy(text)));
    }

    private static String ruleBrokenBy(String text) {
        var uuid = UUID.matcher(text);
        return uuid.matches()
                ? "is a UUID version %s: use version 7 or a ULID".formatted(uuid.group(1))
                : "is neither a ULID nor a UUID version 7";
    }

    /// Returns the rejection of a key that was created in the future.
    public static ProblemException keyInFuture() {
        return invalid(
                "was created more than five minutes ahead of the current time: check your clock, and create a new key");
    }

    /// Returns the rejection of a new key that was created too long ago.
    public static ProblemException keyTooOld() {
        return invalid(
                "was created more than 35 days ago and has not been used since: nothing was stored; create a new key");
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.invalidRequest("/headers/" + HEADER, detail));
    }

    /// Returns an 8-byte hash of a call's content. Two calls with one key are the same call if and only if their
    /// hashes are equal (except for a chance of one in 2⁶⁴).
    ///
    /// @param call the route with the parsed parts of the path and the body
    public static long contentHash(Json.JsonObject call) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(call.toText().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
