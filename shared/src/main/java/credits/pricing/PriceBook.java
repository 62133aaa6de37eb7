package credits.pricing;

import static java.util.Comparator.comparing;

import credits.identity.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The price lists of a range of time. The price of a use is the one in force at the time of use.
///
/// @param versions the lists, newest first
/// @param knownUntil the time (exclusive) up to which no list can be missing, since lists are published ahead of time
public record PriceBook(List<PriceList> versions, Instant knownUntil) {
    public PriceBook {
        versions = versions.stream()
                .sorted(comparing(PriceList::effectiveFrom).reversed())
                .toList();
    }

    /// Whether this book has every price in force at `at`.
    public boolean covers(Instant at) {
        return at.isBefore(knownUntil);
    }

    /// Returns the price list in force at `at`; empty if there was none.
    public Optional<PriceList> inForce(Instant at) {
        return versions.stream()
                .filter(version -> !version.effectiveFrom().isAfter(at))
                .findFirst();
    }

    /// Returns the price in force at `at`; empty if the operation had none.
    public Optional<Price> find(Operation operation, Instant at) {
        for (var version : versions) {
            if (!version.effectiveFrom().isAfter(at)) return version.find(operation);
        }
        return Optional.empty();
    }
}
