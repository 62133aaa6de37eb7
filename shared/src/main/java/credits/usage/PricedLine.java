package credits.usage;

import credits.money.Eur;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.Rate;

/// A line with its cost at the rate in force at the time of use.
public record PricedLine(Line line, Category category, Rate rate, Eur cost) {
    /// Prices `line`. A cost out of range throws [ArithmeticException].
    public static PricedLine of(Line line, Price price) {
        return new PricedLine(line, price.category(), price.rate(), price.rate().cost(line.quantity()));
    }
}
