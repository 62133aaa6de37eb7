package credits.ledger.close;

import credits.ledger.Segment;
import credits.money.Eur;
import java.time.YearMonth;

/// The month of an account, complete or up to a segment.
///
/// @param month by the account's time zone
/// @param opening the balance at the end of the month before, as the account itself has it
/// @param end the position at the end of the month, or after the last segment that was added
/// @param nextSegment the segment that follows
/// @param isClosed whether the month is over, so that this never changes again
public record MonthTotals(
        YearMonth month, Eur opening, Movements movements, ClosingPosition end, long nextSegment, boolean isClosed) {
    /// Returns the month in which a chain begins.
    static MonthTotals start(YearMonth month) {
        return new MonthTotals(month, Eur.ZERO, Movements.NONE, ClosingPosition.NONE, 0, false);
    }

    MonthTotals plus(Segment segment) {
        var moved = Movements.of(segment);
        return new MonthTotals(
                month, opening, movements.plus(moved), end.after(segment, moved), segment.number() + 1, false);
    }

    MonthTotals close() {
        return new MonthTotals(month, opening, movements, end, nextSegment, true);
    }

    /// Returns the month after this one, before its first segment.
    MonthTotals openNext() {
        return new MonthTotals(month.plusMonths(1), end.balance(), Movements.NONE, end, nextSegment, false);
    }

    /// Returns by how much the closing balance is more than follows from the opening one; zero if the month adds up.
    public Eur difference() {
        return end.balance().minus(opening).minus(movements.net());
    }
}
