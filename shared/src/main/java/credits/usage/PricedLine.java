package credits.usage;

import credits.money.Eur;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.Rate;

/// A line with what it costs at the rate in force when it was used.
public record PricedLine(Line line, Category category, Rate rate, Eur cost) {
    /// Prices `line`; a cost out of range is an [ArithmeticException].
    public static PricedLine of(Line line, Price price) {
        return new PricedLine(line, price.category(), price.rate(), price.rate().cost(line.quantity()));
    }
}
