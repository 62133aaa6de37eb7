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
final class WorkGenerator {
    // What comes in fractions, and how fine; all else is counted.
    private static final Set<String> FRACTIONAL_UNITS = Set.of("minutes", "hours", "GB hours");
    private static final int FRACTION_DIGITS = 2;
    private static final double MAX_TRIES = 6;

    private final List<Price> prices;
    private final Price cheapest;
    private final RandomGenerator random;

    WorkGenerator(PriceList list, RandomGenerator random) {
        this.prices = list.prices();
        this.cheapest = prices.stream()
                .min((one, other) -> Double.compare(costPerUnit(one), costPerUnit(other)))
                .orElseThrow();
        this.random = random;
    }

    /// A piece of work.
    ///
    /// @param cost in EUR, not rounded: what is exact is the ledger's
    record WorkItem(String operation, String quantity, double cost) {
        /// The feature that does it: what the operation's code begins with.
        String source() {
            return "/features/" + operation.substring(0, operation.indexOf('.'));
        }
    }

    /// Something of about `cost` EUR; things that are dearer by the piece are not chosen for it.
    WorkItem workCosting(double cost) {
        for (int i = 0; i < MAX_TRIES; i++) {
            var price = prices.get(random.nextInt(prices.size()));
            if (costPerUnit(price) <= 2 * cost) return toWorkItem(price, cost);
        }
        return toWorkItem(cheapest, cost);
    }

    /// So many research reports, the dearest there is.
    WorkItem expensiveWork(int count) {
        var mostExpensive = prices.stream()
                .max((one, other) -> Double.compare(costPerUnit(one), costPerUnit(other)))
                .orElseThrow();
        return toWorkItem(mostExpensive, count * costPerUnit(mostExpensive));
    }

    private static WorkItem toWorkItem(Price price, double cost) {
        var decimals = FRACTIONAL_UNITS.contains(price.rate().unit().name()) ? FRACTION_DIGITS : 0;
        var minQuantity = BigDecimal.ONE.movePointLeft(decimals);
        var quantity = BigDecimal.valueOf(cost / costPerUnit(price))
                .setScale(decimals, RoundingMode.HALF_UP)
                .max(minQuantity);
        var text = quantity.stripTrailingZeros().toPlainString();
        var exactCost = price.rate().costOf(Quantity.of(text));
        return new WorkItem(price.operation().value(), text, exactCost.nanos() / 1e9);
    }

    private static double costPerUnit(Price price) {
        return price.rate().unitPrice().nanos() / 1e9 / price.rate().unit().quantity();
    }
}
