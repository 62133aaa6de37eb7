package credits.pricing;

import static java.util.Comparator.comparing;

import credits.identity.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The price lists of a range of time. Usage is priced at the price in force when it happened.
///
/// @param priceLists the lists, newest first
/// @param completeUntil the time (exclusive) up to which no list can be missing, since lists are published
///     ahead of time
public record PriceBook(List<PriceList> priceLists, Instant completeUntil) {
    public PriceBook {
        priceLists = priceLists.stream()
                .sorted(comparing(PriceList::effectiveFrom).reversed())
                .toList();
    }

    /// Whether this book has every price in force at `at`.
    public boolean isCompleteAt(Instant at) {
        return at.isBefore(completeUntil);
    }

    /// Returns the price list in force at `at`; empty if there was none.
    public Optional<PriceList> priceListAt(Instant at) {
        return priceLists.stream()
                .filter(priceList -> !priceList.effectiveFrom().isAfter(at))
                .findFirst();
    }

    /// Returns the price in force at `at`; empty if the operation had none.
    public Optional<Price> findPrice(Operation operation, Instant at) {
        for (var priceList : priceLists) {
            if (!priceList.effectiveFrom().isAfter(at)) return priceList.findPrice(operation);
        }
        return Optional.empty();
    }
}
