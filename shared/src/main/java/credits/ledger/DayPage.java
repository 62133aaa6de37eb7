package credits.ledger;

import credits.account.DayTotal;
import credits.money.Eur;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// A page of the entries of a day: the figures of the whole day, and where the page begins and ends. Its entries went
/// to a [Sheet].
///
/// @param cost the amount debited on the whole day
/// @param operations the number of lines debited on the whole day
/// @param began the key that the position before this page must be signed with; empty if there is no such position
/// @param next where the next page begins; empty on the last page
public record DayPage(
        LocalDate date, ZoneId timeZone, Eur cost, long operations, Optional<SdkBytes> began, Optional<Next> next) {

    /// Where the next page begins.
    ///
    /// @param position the last entry of this page, or the end of the next segment to read
    /// @param seal the key that signs the position: derived from the segment's content, which nobody outside knows
    public record Next(Position position, SdkBytes seal) {}

    static DayPage empty(LocalDate date, ZoneId timeZone) {
        return new DayPage(date, timeZone, Eur.ZERO, 0, Optional.empty(), Optional.empty());
    }

    static DayPage of(DayTotal day, ZoneId timeZone, EntriesReader.Page page) {
        return new DayPage(day.date(), timeZone, day.cost(), day.operations(), page.began(), page.next());
    }
}
