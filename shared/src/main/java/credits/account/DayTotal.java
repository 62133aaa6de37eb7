package credits.account;

import credits.money.Eur;
import java.time.LocalDate;

/// The amount debited on one day of the account's time zone. Only days with entries have one.
///
/// @param operations the number of debited lines
/// @param firstSegment the first segment of the day; its entries end where the next day's begin
public record DayTotal(LocalDate date, Eur cost, long operations, long firstSegment) {
    DayTotal plus(Eur moreCost, long moreOperations) {
        return new DayTotal(date, cost.plus(moreCost), Math.addExact(operations, moreOperations), firstSegment);
    }
}
