package credits.pricing;

import static java.util.stream.Collectors.toUnmodifiableMap;

import credits.identity.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One version of the prices, whole: what it does not list has no price while it is in force.
///
/// @param effectiveFrom when it comes into force, a whole second
/// @param prices 1 to 1,000, each operation once, in at most 32 categories
public record PriceList(Instant effectiveFrom, List<Price> prices, Map<Operation, Price> byOperation) {
    private static final int MOST_PRICES = 1_000;
    // The account's state carries a total per category, and is written with every commit.
    private static final int MOST_CATEGORIES = 32;

    public PriceList(Instant effectiveFrom, List<Price> prices) {
        this(effectiveFrom, List.copyOf(prices), byOperation(prices));
    }

    public PriceList {
        require(
                effectiveFrom.truncatedTo(ChronoUnit.SECONDS).equals(effectiveFrom),
                "effective_from must be a whole second");
        require(!prices.isEmpty() && prices.size() <= MOST_PRICES, "a price list has 1 to " + MOST_PRICES + " prices");
        long categories = prices.stream().map(Price::category).distinct().count();
        require(categories <= MOST_CATEGORIES, "a price list has at most " + MOST_CATEGORIES + " categories");
    }

    private static Map<Operation, Price> byOperation(List<Price> prices) {
        return prices.stream().collect(toUnmodifiableMap(Price::operation, Function.identity(), PriceList::twice));
    }

    private static Price twice(Price one, Price other) {
        throw new IllegalArgumentException(
                "listed twice: " + one.operation() + " as " + one.name() + " and " + other.name());
    }

    private static void require(boolean kept, String rule) {
        if (!kept) throw new IllegalArgumentException(rule);
    }

    public Optional<Price> find(Operation operation) {
        return Optional.ofNullable(byOperation.get(operation));
    }
}
