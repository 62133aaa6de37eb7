package credits.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The end of a page of a list, signed so that nobody can make one up or use it elsewhere.
///
/// The position that [#read] returns is untrusted until [#isGenuine] has checked it: it only serves to find the key.
public final class Cursor {
    private static final byte FORM = 1;
    private static final int POSITION_BYTES = 2 + Long.BYTES + Integer.BYTES;
    private static final int SEAL_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PLACE = "/query/cursor";

    private final byte[] bytes;

    private Cursor(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Signs a position with `key`, for `binding` only: the organisation, the route and its filters.
    public static Cursor seal(long segment, int entry, byte[] key, String binding) {
        if (segment < 0 || entry < 0) throw new IllegalArgumentException("position: " + segment + ", " + entry);
        var position = ByteBuffer.allocate(POSITION_BYTES)
                .put(FORM)
                .put((byte) 0) // pads the whole to a multiple of three bytes, so that it has only one spelling
                .putLong(segment)
                .putInt(entry)
                .array();
        return new Cursor(ByteBuffer.allocate(POSITION_BYTES + SEAL_BYTES)
                .put(position)
                .put(seal(position, key, binding))
                .array());
    }

    /// Parses the cursor that a caller sent; any other form throws [Rejected].
    public static Cursor read(String text) {
        try {
            var cursor = new Cursor(Base64.getUrlDecoder().decode(text));
            if (cursor.isWellFormed()) return cursor;
        } catch (IllegalArgumentException notBase64) {
            throw unknown();
        }
        throw unknown();
    }

    /// Returns the rejection of a cursor that we did not issue, or issued for another list.
    public static Rejected unknown() {
        return new Rejected(Problem.invalidRequest(PLACE, "must be a next_cursor that this list returned"));
    }

    private boolean isWellFormed() {
        return bytes.length == POSITION_BYTES + SEAL_BYTES
                && bytes[0] == FORM
                && bytes[1] == 0
                && segment() >= 0
                && entry() >= 0;
    }

    public long segment() {
        return ByteBuffer.wrap(bytes).getLong(2);
    }

    public int entry() {
        return ByteBuffer.wrap(bytes).getInt(2 + Long.BYTES);
    }

    /// Whether we signed the cursor, with `key` and for `binding`.
    public boolean isGenuine(byte[] key, String binding) {
        var position = Arrays.copyOf(bytes, POSITION_BYTES);
        var seal = Arrays.copyOfRange(bytes, POSITION_BYTES, bytes.length);
        return MessageDigest.isEqual(seal, seal(position, key, binding));
    }

    private static byte[] seal(byte[] position, byte[] key, String binding) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(position);
            mac.update(binding.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    /// Returns the cursor as callers see it: 40 letters, digits, `-` and `_`.
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
