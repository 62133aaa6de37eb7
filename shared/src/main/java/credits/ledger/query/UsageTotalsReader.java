package credits.ledger.query;

import credits.account.Account;
import credits.account.CategoryTotal;
import credits.account.DayTotal;
import credits.account.PastMonth;
import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import credits.ledger.query.UsageRange.UsageGrouping;
import credits.ledger.query.UsageTotals.GroupTotal;
import credits.ledger.query.UsageTotals.NextPart;
import credits.usage.BookedLine;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.SdkBytes;

/// Sums the usage of a range of days, newest month first. For a single use.
///
/// The last segment of a month has the totals of its days and categories, so these take a read of one item for each
/// month. Members and operations, and the categories of a month that is only partly in the range, are summed from the
/// entries, up to a number of bytes; the next part goes on there.
final class UsageTotalsReader {
    private static final int MAX_SEGMENTS_PER_READ = 64;

    // More groups than anybody looks at, and fewer than a response has room for.
    private static final int MAX_GROUPS = 5_000;

    private final SegmentStore segmentStore;
    private final OrganisationId organisation;
    private final UsageRange range;
    private final OptionalLong start;
    private final int maxBytes;
    private final Map<String, GroupTotal> groups = new HashMap<>();
    private Optional<SdkBytes> startCursorKey = Optional.empty();
    private Optional<NextPart> next = Optional.empty();
    private long bytesRead;
    private long entryBytes;
    private int segmentsRead;

    /// @param start the segment at which the previous part ended
    /// @param maxBytes the size of the entries after which a part ends; one read of DynamoDB's may go beyond it
    UsageTotalsReader(
            SegmentStore segmentStore,
            OrganisationId organisation,
            UsageRange range,
            OptionalLong start,
            int maxBytes) {
        this.segmentStore = segmentStore;
        this.organisation = organisation;
        this.range = range;
        this.start = start;
        this.maxBytes = maxBytes;
    }

    /// Reads back from `today`.
    ///
    /// @param pastMonths those of the range, oldest first
    UsageTotals read(Account today, List<PastMonth> pastMonths) {
        if (!isOutside(today.currentMonth())) addMonth(today);
        for (var past : pastMonths.reversed()) {
            if (next.isPresent()) break;
            if (isOutside(past.month()) || past.operationCount() == 0) continue;
            var last = segmentStore.getSegment(organisation, past.lastSegment());
            bytesRead += last.packedBytes();
            if (last.account().currentMonth().equals(past.month())) addMonth(last.account());
        }
        return new UsageTotals(today.timeZone().current(), groups, startCursorKey, next, bytesRead);
    }

    private boolean isOutside(YearMonth month) {
        return month.isBefore(YearMonth.from(range.from())) || month.isAfter(YearMonth.from(range.to()));
    }

    private void addMonth(Account monthEnd) {
        var all = monthEnd.monthToDate().days();
        var days = all.stream().filter(day -> range.contains(day.date())).toList();
        if (days.isEmpty()) return;
        long first = days.getFirst().firstSegment();
        // Newer than the start: summed in an earlier part.
        if (start.isPresent() && first > start.getAsLong()) return;
        boolean isWhole = days.size() == all.size();
        if (range.grouping() == UsageGrouping.DAY) days.forEach(this::add);
        else if (range.grouping() == UsageGrouping.CATEGORY && isWhole)
            monthEnd.monthToDate().categories().forEach(this::add);
        else addEntries(first, lastSegment(days.getLast(), monthEnd));
    }

    private static long lastSegment(DayTotal day, Account monthEnd) {
        var all = monthEnd.monthToDate().days();
        int following = all.indexOf(day) + 1;
        return (following < all.size() ? all.get(following).firstSegment() : monthEnd.segmentCount()) - 1;
    }

    private void add(DayTotal day) {
        add(day.date().toString(), new GroupTotal(day.cost(), day.operationCount()));
    }

    private void add(CategoryTotal category) {
        add(category.category().name(), new GroupTotal(category.cost(), category.operationCount()));
    }

    private void add(String group, GroupTotal total) {
        if (total.operationCount() > 0) groups.merge(group, total, GroupTotal::plus);
    }

    private void addEntries(long first, long last) {
        long from = Math.min(last, start.orElse(last));
        while (from >= first) {
            var segments = segmentStore.segmentsBackwards(organisation, first, from, segmentsToRead());
            segments.forEach(this::addEntries);
            var oldest = segments.getLast();
            from = oldest.number() - 1;
            if (from >= first && isFull()) {
                next = Optional.of(new NextPart(from, oldest.previousHash()));
                return;
            }
        }
    }

    private boolean isFull() {
        return entryBytes >= maxBytes || groups.size() >= MAX_GROUPS;
    }

    // As many as fit if they are like those read so far. At least one, which tells where to go on.
    private int segmentsToRead() {
        if (segmentsRead == 0) return 1;
        long fitting = (maxBytes - entryBytes) * segmentsRead / entryBytes;
        return Math.clamp(fitting, 1, MAX_SEGMENTS_PER_READ);
    }

    private void addEntries(Segment segment) {
        if (start.isPresent() && start.getAsLong() == segment.number()) startCursorKey = Optional.of(segment.hash());
        segmentsRead++;
        entryBytes += segment.packedBytes();
        bytesRead += segment.packedBytes();
        for (var report : segment.reports()) {
            for (var line : report.lines()) {
                if (line.isDebited())
                    add(group(line), new GroupTotal(line.pricedLine().cost(), 1));
            }
        }
    }

    private String group(BookedLine booked) {
        var line = booked.pricedLine().line();
        return switch (range.grouping()) {
            case MEMBER -> line.member().map(member -> member.value()).orElse("");
            case OPERATION -> line.operation().value();
            case CATEGORY -> booked.pricedLine().category().name();
            case DAY -> throw new IllegalStateException("days are not summed from entries");
        };
    }
}
