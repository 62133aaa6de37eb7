package credits.ledger.query;

import credits.account.DayTotal;
import credits.money.Eur;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// A page of the entries of a day: the figures of the whole day, and where the page begins and ends. Its entries
/// went to an [EntrySink].
///
/// @param cost the amount debited on the whole day
/// @param operationCount the number of lines debited on the whole day
/// @param startCursorKey the key that the position before this page must be signed with; empty if there is
///     no such position
/// @param next where the next page begins; empty on the last page
/// @param bytesRead the size of the segments that were read for it
public record EntryPage(
        LocalDate date,
        ZoneId timeZone,
        Eur cost,
        long operationCount,
        Optional<SdkBytes> startCursorKey,
        Optional<NextPage> next,
        long bytesRead) {

    /// Where the next page begins.
    ///
    /// @param position the last entry of this page, or the end of the next segment to read
    /// @param cursorKey the key that signs the position: derived from the segment's content, which
    ///     nobody outside knows
    public record NextPage(EntryPosition position, SdkBytes cursorKey) {}

    static EntryPage empty(LocalDate date, ZoneId timeZone) {
        return new EntryPage(date, timeZone, Eur.ZERO, 0, Optional.empty(), Optional.empty(), 0);
    }

    static EntryPage of(DayTotal day, ZoneId timeZone, EntryPageReader.PageBounds page) {
        return new EntryPage(
                day.date(),
                timeZone,
                day.cost(),
                day.operationCount(),
                page.startCursorKey(),
                page.next(),
                page.bytesRead());
    }
}
