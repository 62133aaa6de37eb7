package credits.local.demo;

import credits.money.Quantity;
import credits.pricing.Price;
import credits.pricing.PriceList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Generates work over the whole price list, of about the requested cost.
final class WorkGenerator {
    // Units that are reported in fractions; all others are whole numbers.
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

    /// One use of an operation.
    ///
    /// @param cost in EUR, approximate: only the ledger computes exact costs
    record WorkItem(String operation, String quantity, double cost) {
        /// The feature that reports it: the first part of the operation's code.
        String source() {
            return "/features/" + operation.substring(0, operation.indexOf('.'));
        }
    }

    /// Generates work that costs about `cost` EUR, from operations whose unit price does not exceed it.
    WorkItem workCosting(double cost) {
        for (int i = 0; i < MAX_TRIES; i++) {
            var price = prices.get(random.nextInt(prices.size()));
            if (costPerUnit(price) <= 2 * cost) return toWorkItem(price, cost);
        }
        return toWorkItem(cheapest, cost);
    }

    /// Generates `count` research reports, the most expensive operation.
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
