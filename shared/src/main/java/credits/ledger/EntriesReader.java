package credits.ledger;

import credits.identity.OrganisationId;
import credits.usage.BookedLine;
import credits.usage.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;

/// Reads one page of the entries in a range of a chain, newest first, and no further than the page needs. For a
/// single use.
final class EntriesReader {
    private static final int MOST_READ = 64;

    // A search that finds little ends its page here, and the next page continues, so that a request remains short on
    // the largest day.
    private static final int MOST_SEGMENTS = 512;

    private final Chain chain;
    private final OrganisationId organisation;
    private final Optional<Position> after;
    private final Optional<Predicate<Entry>> only;
    private final Sheet sheet;
    private Optional<SdkBytes> began = Optional.empty();
    private boolean begun;
    private int read;
    // The largest number of entries that one segment has contributed to the page so far.
    private int fullest;
    // The average number of entries in the segments still to come.
    private long average;

    /// @param after the last entry of the previous page
    /// @param only the entries to include; empty for all
    /// @param sheet receives the entries
    EntriesReader(
            Chain chain,
            OrganisationId organisation,
            Optional<Position> after,
            Optional<Predicate<Entry>> only,
            Sheet sheet) {
        this.chain = chain;
        this.organisation = organisation;
        this.after = after;
        this.only = only;
        this.sheet = sheet;
    }

    /// The bounds of what was read.
    ///
    /// @param began the key of the segment of `after`, if it is in the range
    /// @param next where the next page begins, if there is one
    record Page(Optional<SdkBytes> began, Optional<DayPage.Next> next) {}

    /// Reads from the segment `last` back to `first`, which has entries.
    Page page(long first, long last) {
        long from = Math.min(last, after.map(Position::segment).orElse(last));
        while (from >= first) {
            for (var segment : chain.backwards(organisation, first, from, ahead())) {
                var full = end(segment);
                if (full.isPresent()) return new Page(began, full);
                from = segment.number() - 1;
                read++;
                if (from >= first && ends()) return new Page(began, Optional.of(before(segment)));
                average = average(segment, from - first + 1);
            }
        }
        return new Page(began, Optional.empty());
    }

    // The page is full at the end of a segment. The first segment has entries, so there are more; whether any of them
    // match is known only after reading them.
    private boolean ends() {
        return read == MOST_SEGMENTS || (only.isEmpty() && sheet.room() == 0);
    }

    // The number of segments to read at once: enough for the page if no segment has more entries than the fullest so
    // far and the remaining ones have their average. Uniform segments thus take two requests without waste, and a small
    // segment does not lead to reading many large ones. With a filter, only the entry after the last one shows that
    // another page follows.
    private int ahead() {
        if (read == 0) return 1;
        long each = Math.max(fullest, only.isEmpty() ? average : 0);
        if (each == 0) return Math.min(read + 1, MOST_READ);
        long needed = sheet.room() + (only.isEmpty() ? 0L : 1L);
        return (int) Math.min((needed + each - 1) / each, MOST_READ);
    }

    // The state after a segment counts the debits of its day up to that segment.
    private static long average(Segment segment, long left) {
        long upToIt = segment.account().month().days().getLast().operations();
        long before = upToIt
                - segment.reports().stream()
                        .mapToInt(report -> report.lines().size())
                        .sum();
        return left == 0 ? 0 : Math.max(0, before + left - 1) / left;
    }

    // The end of the page, if it fills up before all entries of the segment are on it.
    private Optional<DayPage.Next> end(Segment segment) {
        boolean isFirst = after.isPresent() && after.get().segment() == segment.number();
        if (isFirst) began = Optional.of(segment.hash());
        int before = isFirst ? after.get().index() : Integer.MAX_VALUE;
        int end = before;
        int given = 0;
        for (var entry : entries(segment).reversed()) {
            if (entry.index() >= before || !wants(entry)) continue;
            if (!sheet.takes(entry)) return Optional.of(at(segment, end));
            begun = true;
            end = entry.index();
            given++;
        }
        fullest = Math.max(fullest, given);
        return Optional.empty();
    }

    private boolean wants(Entry entry) {
        return only.isEmpty() || only.get().test(entry);
    }

    private DayPage.Next at(Segment segment, int index) {
        if (!begun) throw new IllegalStateException("a page without room for one entry");
        return new DayPage.Next(new Position(segment.number(), index), segment.hash());
    }

    // The next page begins with the previous segment, whose hash is known without reading it now.
    private static DayPage.Next before(Segment segment) {
        return new DayPage.Next(new Position(segment.number() - 1, Integer.MAX_VALUE), segment.prev());
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
