package credits.pricing.store;

import credits.pricing.PriceBook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A cache of the price lists. It is refreshed when a list published since could cover the requested time, which
/// is every four minutes.
public final class PriceCache {
    private final PriceListStore store;
    private final InstantSource clock;
    private final AtomicReference<PriceBook> cached = new AtomicReference<>(new PriceBook(List.of(), Instant.MIN));

    public PriceCache(PriceListStore published, InstantSource clock) {
        this.store = published;
        this.clock = clock;
    }

    /// Returns the prices for all times up to `latest`.
    public PriceBook upTo(Instant latest) {
        var book = cached.get();
        if (book.isCompleteAt(latest)) return book;
        var fresh = store.readBook(clock.instant());
        // Before the first list nothing is cached: it may be published at any moment, for any time.
        if (!fresh.priceLists().isEmpty()) cached.set(fresh);
        return fresh;
    }
}
