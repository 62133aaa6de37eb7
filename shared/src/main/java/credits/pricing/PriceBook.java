package credits.pricing;

import static java.util.Comparator.comparing;

import credits.identity.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The price lists of a stretch of time. A price is the one that was in force when the operation was used.
///
/// @param versions newest first
/// @param knownUntil up to when (exclusive) no version can be missing, since lists are published ahead of time
public record PriceBook(List<PriceList> versions, Instant knownUntil) {
    public PriceBook {
        versions = versions.stream()
                .sorted(comparing(PriceList::effectiveFrom).reversed())
                .toList();
    }

    /// Can this book tell every price in force at `at`?
    public boolean covers(Instant at) {
        return at.isBefore(knownUntil);
    }

    /// The price list in force at `at`; empty when none was.
    public Optional<PriceList> inForce(Instant at) {
        return versions.stream()
                .filter(version -> !version.effectiveFrom().isAfter(at))
                .findFirst();
    }

    /// The price in force at `at`; empty when the operation had none.
    public Optional<Price> find(Operation operation, Instant at) {
        for (var version : versions) {
            if (!version.effectiveFrom().isAfter(at)) return version.find(operation);
        }
        return Optional.empty();
    }
}
