package credits.identity;

import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The id of an authorization, from which a line can be settled. 1 to 64 characters of `0-9 A-Z a-z . _ : -`; anything
/// else throws [IllegalArgumentException].
///
/// Ids that we issue are `aut_`, twelve hex digits with the number of the segment that created the hold (so that they
/// sort by time), and sixteen unpredictable hex digits. A text of any other form names no hold.
public record AuthorizationId(String value) {
    private static final int SEGMENT_DIGITS = 12;
    private static final Pattern GENERATED_FORMAT = Pattern.compile("aut_[0-9a-f]{12}[0-9a-f]{16}");
    private static final int PREFIX_LENGTH = "aut_".length();

    public AuthorizationId {
        value = NameFormat.requireValid(value, "authorization");
    }

    /// Returns the id of the hold that `segmentNumber` creates.
    ///
    /// @param token the unpredictable part
    public static AuthorizationId of(long segmentNumber, long token) {
        var hex = HexFormat.of();
        return new AuthorizationId("aut_" + hex.toHexDigits(segmentNumber, SEGMENT_DIGITS) + hex.toHexDigits(token));
    }

    /// Returns the number of the segment that created the hold; empty if the id is not one that we issued.
    public OptionalLong segmentNumber() {
        if (!GENERATED_FORMAT.matcher(value).matches()) return OptionalLong.empty();
        return OptionalLong.of(HexFormat.fromHexDigitsToLong(value, PREFIX_LENGTH, PREFIX_LENGTH + SEGMENT_DIGITS));
    }

    /// Returns the unpredictable part of an id that we issued.
    public long token() {
        return HexFormat.fromHexDigitsToLong(value, PREFIX_LENGTH + SEGMENT_DIGITS, value.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
