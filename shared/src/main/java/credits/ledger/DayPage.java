package credits.ledger;

import credits.account.DayTotal;
import credits.money.Eur;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// A page of a day: what is true of all of it, and where the page begins and ends. Its entries went into a [Sheet].
///
/// @param cost what was debited on the whole day
/// @param operations how many lines were debited on the whole day
/// @param began what the position that the page was to begin after must be sealed with; empty where there is none
///     such
/// @param next what the following page begins after; empty on the last page
public record DayPage(
        LocalDate date, ZoneId timeZone, Eur cost, long operations, Optional<SdkBytes> began, Optional<Next> next) {

    /// Where the following page begins.
    ///
    /// @param position the last entry of this page, or the end of the next segment to be read
    /// @param seal what the position is to be sealed with: it follows from the segment's contents, and nobody
    /// outside knows it
    public record Next(Position position, SdkBytes seal) {}

    static DayPage empty(LocalDate date, ZoneId timeZone) {
        return new DayPage(date, timeZone, Eur.ZERO, 0, Optional.empty(), Optional.empty());
    }

    static DayPage of(DayTotal day, ZoneId timeZone, EntriesReader.Page page) {
        return new DayPage(day.date(), timeZone, day.cost(), day.operations(), page.began(), page.next());
    }
}
