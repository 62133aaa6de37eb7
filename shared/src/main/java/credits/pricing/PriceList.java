package credits.pricing;

import static java.util.stream.Collectors.toUnmodifiableMap;

import credits.identity.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A complete version of the price list: an operation that it does not list has no price while it is in force.
///
/// It takes effect at a whole second and has 1 to 1,000 prices, each operation at most once, in at most 32 categories,
/// with at most 64 unit names. Anything else throws [IllegalArgumentException] with the rule that is broken.
public final class PriceList {
    private static final int MAX_PRICES = 1_000;
    // The account's state has a total for each category, and is written with every commit.
    private static final int MAX_CATEGORIES = 32;
    // A segment names the units of its entries, each once.
    private static final int MAX_UNITS = 64;

    private final Instant effectiveFrom;
    private final List<Price> prices;
    private final Map<Operation, Price> pricesByOperation;

    public PriceList(Instant effectiveFrom, List<Price> prices) {
        require(
                effectiveFrom.truncatedTo(ChronoUnit.SECONDS).equals(effectiveFrom),
                "effective_from must be a whole second");
        require(
                !prices.isEmpty() && prices.size() <= MAX_PRICES,
                "a price list must have 1 to " + MAX_PRICES + " prices");
        long categories = prices.stream().map(Price::category).distinct().count();
        require(categories <= MAX_CATEGORIES, "a price list must have at most " + MAX_CATEGORIES + " categories");
        long units = prices.stream()
                .map(price -> price.rate().unit().name())
                .distinct()
                .count();
        require(units <= MAX_UNITS, "a price list must have at most " + MAX_UNITS + " unit names");
        this.effectiveFrom = effectiveFrom;
        this.prices = List.copyOf(prices);
        this.pricesByOperation = prices.stream()
                .collect(toUnmodifiableMap(Price::operation, Function.identity(), PriceList::rejectDuplicate));
    }

    private static Price rejectDuplicate(Price one, Price other) {
        throw new IllegalArgumentException(
                "listed twice: " + one.operation() + " as " + one.name() + " and " + other.name());
    }

    private static void require(boolean isMet, String rule) {
        if (!isMet) throw new IllegalArgumentException(rule);
    }

    /// Returns the time at which the list takes effect. It ends when the next version takes effect.
    public Instant effectiveFrom() {
        return effectiveFrom;
    }

    /// Returns the prices, in the order of publication.
    public List<Price> prices() {
        return prices;
    }

    public Optional<Price> findPrice(Operation operation) {
        return Optional.ofNullable(pricesByOperation.get(operation));
    }
}
