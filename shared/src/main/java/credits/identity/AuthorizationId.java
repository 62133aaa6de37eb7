package credits.identity;

import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A hold that a line is to be settled from. 1 to 64 of `0-9 A-Z a-z . _ : -`; anything else is an
/// [IllegalArgumentException].
///
/// Ours are `aut_`, twelve hex digits with the number of the segment that made the hold, so that they sort by time,
/// and sixteen more that nobody guesses. A text of another form names no hold.
public record AuthorizationId(String value) {
    private static final int SEGMENT_DIGITS = 12;
    private static final Pattern OURS = Pattern.compile("aut_[0-9a-f]{12}[0-9a-f]{16}");
    private static final int PREFIX = "aut_".length();

    public AuthorizationId {
        value = Name.checked(value, "authorization");
    }

    /// The id of what segment `segment` authorized.
    ///
    /// @param token what makes it hard to guess
    public static AuthorizationId of(long segment, long token) {
        var hex = HexFormat.of();
        return new AuthorizationId("aut_" + hex.toHexDigits(segment, SEGMENT_DIGITS) + hex.toHexDigits(token));
    }

    /// The segment that it says it was made by; empty when it is none of ours.
    public OptionalLong segment() {
        if (!OURS.matcher(value).matches()) return OptionalLong.empty();
        return OptionalLong.of(HexFormat.fromHexDigitsToLong(value, PREFIX, PREFIX + SEGMENT_DIGITS));
    }

    /// What makes one of ours hard to guess.
    public long token() {
        return HexFormat.fromHexDigitsToLong(value, PREFIX + SEGMENT_DIGITS, value.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
