package credits.ledger;

import credits.pricing.PriceBook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A cache of the price lists. It is refreshed when a time is requested that a list published since could cover, which
/// is every four minutes.
public final class Prices {
    private final PriceLists published;
    private final InstantSource clock;
    private final AtomicReference<PriceBook> known = new AtomicReference<>(new PriceBook(List.of(), Instant.MIN));

    public Prices(PriceLists published, InstantSource clock) {
        this.published = published;
        this.clock = clock;
    }

    /// Returns the prices for all times up to `latest`.
    public PriceBook covering(Instant latest) {
        var book = known.get();
        if (book.covers(latest)) return book;
        var read = published.read(clock.instant());
        // Before the first list nothing is cached: it may be published at any moment, for any time.
        if (!read.versions().isEmpty()) known.set(read);
        return read;
    }
}
