package credits.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The end of a page of a list, signed so that nobody can forge one or use it for another list.
///
/// The position that [#parse] returns is untrusted until [#isAuthentic] has checked it: it only serves to find the key.
public final class PageCursor {
    private static final byte FORMAT_VERSION = 1;
    private static final int POSITION_BYTES = 2 + Long.BYTES + Integer.BYTES;
    private static final int MAC_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String POINTER = "/query/cursor";

    private final byte[] bytes;

    private PageCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Signs a position with `key`, for `binding` only: the organisation, the route and its filters.
    public static PageCursor sign(long position, int offset, byte[] key, String binding) {
        if (position < 0 || offset < 0) throw new IllegalArgumentException("position: " + position + ", " + offset);
        var positionBytes = ByteBuffer.allocate(POSITION_BYTES)
                .put(FORMAT_VERSION)
                .put((byte) 0) // pads the whole to a multiple of three bytes, so that it has only one spelling
                .putLong(position)
                .putInt(offset)
                .array();
        return new PageCursor(ByteBuffer.allocate(POSITION_BYTES + MAC_BYTES)
                .put(positionBytes)
                .put(macOf(positionBytes, key, binding))
                .array());
    }

    /// Parses the cursor that a caller sent; any other form throws [ProblemException].
    public static PageCursor parse(String text) {
        try {
            var cursor = new PageCursor(Base64.getUrlDecoder().decode(text));
            if (cursor.isWellFormed()) return cursor;
        } catch (IllegalArgumentException notBase64) {
            throw unknownCursor();
        }
        throw unknownCursor();
    }

    /// Returns the rejection of a cursor that we did not issue, or issued for another list.
    public static ProblemException unknownCursor() {
        return new ProblemException(Problem.invalidRequest(POINTER, "must be a next_cursor that this list returned"));
    }

    private boolean isWellFormed() {
        return bytes.length == POSITION_BYTES + MAC_BYTES
                && bytes[0] == FORMAT_VERSION
                && bytes[1] == 0
                && position() >= 0
                && offset() >= 0;
    }

    public long position() {
        return ByteBuffer.wrap(bytes).getLong(2);
    }

    public int offset() {
        return ByteBuffer.wrap(bytes).getInt(2 + Long.BYTES);
    }

    /// Whether we signed the cursor, with `key` and for `binding`.
    public boolean isAuthentic(byte[] key, String binding) {
        var positionBytes = Arrays.copyOf(bytes, POSITION_BYTES);
        var mac = Arrays.copyOfRange(bytes, POSITION_BYTES, bytes.length);
        return MessageDigest.isEqual(mac, macOf(positionBytes, key, binding));
    }

    private static byte[] macOf(byte[] positionBytes, byte[] key, String binding) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(positionBytes);
            mac.update(binding.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }

    /// Returns the cursor as callers see it: 40 letters, digits, `-` and `_`.
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
