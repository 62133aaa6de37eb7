package credits.ledger;

import credits.identity.OrganisationId;
import credits.usage.BookedLine;
import credits.usage.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;

/// Reads one page of the entries in a stretch of a chain, newest first, and no further than it shows. Used once.
final class EntriesReader {
    private static final int MOST_READ = 64;

    // A search that finds little ends its page here, and the next one goes on: a request stays short on the largest
    // day.
    private static final int MOST_SEGMENTS = 512;

    private final Chain chain;
    private final OrganisationId organisation;
    private final Optional<Position> after;
    private final Predicate<Entry> wanted;
    private final Sheet sheet;
    private Optional<SdkBytes> began = Optional.empty();
    private Optional<Segment> lastTaken = Optional.empty();
    private int lastIndex;
    private int read;
    // The most entries that one segment gave to the page so far.
    private int fullest;

    /// @param after the entry that the page before ended with
    /// @param wanted which entries the page takes
    /// @param sheet where they go
    EntriesReader(
            Chain chain, OrganisationId organisation, Optional<Position> after, Predicate<Entry> wanted, Sheet sheet) {
        this.chain = chain;
        this.organisation = organisation;
        this.after = after;
        this.wanted = wanted;
        this.sheet = sheet;
    }

    /// What was read.
    ///
    /// @param began the seal of the segment of `after`, if it lies in the stretch
    /// @param next where the following page begins, if there is one
    record Page(Optional<SdkBytes> began, Optional<DayPage.Next> next) {}

    /// Reads from the segment `last` back to `first`.
    Page page(long first, long last) {
        long from = Math.min(last, after.map(Position::segment).orElse(last));
        while (from >= first) {
            for (var segment : chain.backwards(organisation, first, from, ahead())) {
                if (!takesAllOf(segment)) return new Page(began, Optional.of(end()));
                from = segment.number() - 1;
                if (++read == MOST_SEGMENTS && from >= first) return new Page(began, endOf(segment));
            }
        }
        return new Page(began, Optional.empty());
    }

    // How many segments to read at once: as many as the page needs if none gives more than the fullest so far, so that
    // alike ones are read in two requests and none in vain. The entry after the last tells whether a page follows.
    private int ahead() {
        if (read == 0) return 1;
        if (fullest == 0) return Math.min(read + 1, MOST_READ);
        return (int) Math.min((sheet.room() + (long) fullest) / fullest, MOST_READ);
    }

    // False if the page is full before the segment's entries are all in it.
    private boolean takesAllOf(Segment segment) {
        boolean isFirst = after.isPresent() && after.get().segment() == segment.number();
        if (isFirst) began = Optional.of(segment.hash());
        int before = isFirst ? after.get().index() : Integer.MAX_VALUE;
        int given = 0;
        for (var entry : entries(segment).reversed()) {
            if (entry.index() >= before || !wanted.test(entry)) continue;
            if (!sheet.takes(entry)) return false;
            lastTaken = Optional.of(segment);
            lastIndex = entry.index();
            given++;
        }
        fullest = Math.max(fullest, given);
        return true;
    }

    private DayPage.Next end() {
        var segment = lastTaken.orElseThrow(() -> new IllegalStateException("a page without room for one entry"));
        return new DayPage.Next(new Position(segment.number(), lastIndex), segment.hash());
    }

    private static Optional<DayPage.Next> endOf(Segment segment) {
        return Optional.of(new DayPage.Next(new Position(segment.number(), 0), segment.hash()));
    }

    private static List<Entry> entries(Segment segment) {
        var all = new ArrayList<Entry>();
        for (var report : segment.reports()) {
            for (BookedLine line : report.lines()) {
                all.add(new Entry(segment.number(), all.size(), report.source(), line));
            }
        }
        return all;
    }
}
