package credits.usage;

import credits.money.Eur;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.UnitRate;

/// A line with its cost at the rate in force at the time of use.
public record PricedLine(UsageLine line, OperationCategory category, UnitRate rate, Eur cost) {
    /// Prices `line`. A cost out of range throws [ArithmeticException].
    public static PricedLine of(UsageLine line, Price price) {
        return new PricedLine(line, price.category(), price.rate(), price.rate().costOf(line.quantity()));
    }
}
