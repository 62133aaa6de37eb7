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
    private static final Pattern OURS = Pattern.compile("aut_[0-9a-f]{12}[0-9a-f]{16}");
    private static final int PREFIX = "aut_".length();

    public AuthorizationId {
        value = Name.checked(value, "authorization");
    }

    /// Returns the id of the hold that `segment` creates.
    ///
    /// @param token the unpredictable part
    public static AuthorizationId of(long segment, long token) {
        var hex = HexFormat.of();
        return new AuthorizationId("aut_" + hex.toHexDigits(segment, SEGMENT_DIGITS) + hex.toHexDigits(token));
    }

    /// Returns the number of the segment that created the hold; empty if the id is not one that we issued.
    public OptionalLong segment() {
        if (!OURS.matcher(value).matches()) return OptionalLong.empty();
        return OptionalLong.of(HexFormat.fromHexDigitsToLong(value, PREFIX, PREFIX + SEGMENT_DIGITS));
    }

    /// Returns the unpredictable part of an id that we issued.
    public long token() {
        return HexFormat.fromHexDigitsToLong(value, PREFIX + SEGMENT_DIGITS, value.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
