package credits.usage;

import java.util.HexFormat;

/// One line in the ledger as a member sees it.
///
/// @param segment its segment of the chain; later entries have greater numbers
/// @param index the line within the segment, from 0
/// @param source the feature that reported it
public record Entry(long segment, int index, String source, BookedLine booked) {
    private static final int SEGMENT_DIGITS = 12;
    private static final int INDEX_DIGITS = 5;

    /// Returns the id that members and support use: `ent_` and 17 hex digits, sortable by time.
    public String id() {
        var hex = HexFormat.of();
        return "ent_" + hex.toHexDigits(segment, SEGMENT_DIGITS) + hex.toHexDigits(index, INDEX_DIGITS);
    }
}
