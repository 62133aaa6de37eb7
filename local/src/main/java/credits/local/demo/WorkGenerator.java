package credits.local.demo;

import credits.money.Quantity;
import credits.pricing.Price;
import credits.pricing.PriceList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Pieces of work over the whole price list, of about the cost that is asked for.
final class Work {
    // What comes in fractions, and how fine; all else is counted.
    private static final Set<String> MEASURED = Set.of("minutes", "hours", "GB hours");
    private static final int DECIMALS = 2;
    private static final double TRIES = 6;

    private final List<Price> prices;
    private final Price finest;
    private final RandomGenerator random;

    Work(PriceList list, RandomGenerator random) {
        this.prices = list.prices();
        this.finest = prices.stream()
                .min((one, other) -> Double.compare(perOne(one), perOne(other)))
                .orElseThrow();
        this.random = random;
    }

    /// A piece of work.
    ///
    /// @param cost in EUR, not rounded: what is exact is the ledger's
    record Piece(String operation, String quantity, double cost) {
        /// The feature that does it: what the operation's code begins with.
        String source() {
            return "/features/" + operation.substring(0, operation.indexOf('.'));
        }
    }

    /// Something of about `cost` EUR; things that are dearer by the piece are not chosen for it.
    Piece of(double cost) {
        for (int i = 0; i < TRIES; i++) {
            var price = prices.get(random.nextInt(prices.size()));
            if (perOne(price) <= 2 * cost) return piece(price, cost);
        }
        return piece(finest, cost);
    }

    /// So many research reports, the dearest there is.
    Piece dear(int count) {
        var dearest = prices.stream()
                .max((one, other) -> Double.compare(perOne(one), perOne(other)))
                .orElseThrow();
        return piece(dearest, count * perOne(dearest));
    }

    private static Piece piece(Price price, double cost) {
        var decimals = MEASURED.contains(price.rate().unit().name()) ? DECIMALS : 0;
        var least = BigDecimal.ONE.movePointLeft(decimals);
        var quantity = BigDecimal.valueOf(cost / perOne(price))
                .setScale(decimals, RoundingMode.HALF_UP)
                .max(least);
        var text = quantity.stripTrailingZeros().toPlainString();
        var exact = price.rate().cost(Quantity.of(text));
        return new Piece(price.operation().value(), text, exact.nanos() / 1e9);
    }

    private static double perOne(Price price) {
        return price.rate().unitPrice().nanos() / 1e9 / price.rate().unit().quantity();
    }
}
