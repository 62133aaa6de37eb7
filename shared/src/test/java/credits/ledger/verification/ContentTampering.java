package credits.ledger.verification;

import credits.account.command.AccountChange.Kind;
import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import credits.ledger.codec.IdWatermarks;
import credits.ledger.codec.RecentIds;
import credits.money.Quantity;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/// The ways to change one thing of a segment other than the account's state.
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum ContentTampering {
    LOW_WATERMARK((c, random) -> {
        var old = c.watermarks();
        var low = old.lowWatermark();
        return c.with(new IdWatermarks(old.firstSegment(), other(low, random), old.highWatermark()));
    }),
    HIGH_WATERMARK((c, random) -> {
        var old = c.watermarks();
        return c.with(new IdWatermarks(old.firstSegment(), old.lowWatermark(), other(old.highWatermark(), random)));
    }),
    MARK((c, random) -> {
        var old = c.recentIds();
        long change = (1 + random.nextLong(1L << random.nextInt(1, 30))) * (random.nextBoolean() ? 1 : -1);
        return c.with(new RecentIds(old.markMillis() + change, old.hashes()));
    }),
    A_SHORT_HASH_TAKEN_OUT((c, random) -> c.with(
            new RecentIds(c.recentIds().markMillis(), without(c.recentIds().hashes(), random)))),
    A_SHORT_HASH_CHANGED((c, random) -> {
        if (c.recentIds().hashes().isEmpty()) return c;
        var hashes = new ArrayList<>(c.recentIds().hashes());
        int at = random.nextInt(hashes.size());
        hashes.set(at, hashes.get(at) ^ (1L << random.nextInt(16)));
        return c.with(new RecentIds(c.recentIds().markMillis(), hashes));
    }),
    CLOCK_OF_IDS((c, random) -> c.with(c.clockOfIds().plusMillis(1 + random.nextInt(1_000_000)))),
    AN_ID_TAKEN_OUT((c, random) -> c.withIds(without(c.ids(), random))),
    AN_ID_PUT_IN((c, random) -> {
        var ids = new ArrayList<>(c.ids());
        long millis = c.account().clockTime().toEpochMilli() - random.nextInt(100_000);
        ids.add(random.nextInt(ids.size() + 1), new RecordedId(new UniqueId(millis << 16, random.nextLong()), 1));
        return c.withIds(ids);
    }),
    AN_EVENT_TAKEN_OUT((c, random) -> c.withEvents(without(c.events(), random))),
    AN_EVENT_TWICE((c, random) -> {
        if (c.events().isEmpty()) return c;
        var events = new ArrayList<>(c.events());
        events.add(events.get(random.nextInt(events.size())));
        return c.withEvents(events);
    }),
    A_REPORT_TAKEN_OUT((c, random) -> c.withReports(without(c.reports(), random))),
    A_REPORT_TWICE((c, random) -> {
        if (c.reports().isEmpty()) return c;
        var reports = new ArrayList<>(c.reports());
        reports.add(reports.get(random.nextInt(reports.size())));
        return c.withReports(reports);
    }),
    A_LINE_CHANGED((c, random) -> {
        if (c.reports().isEmpty() || c.kind() == Kind.REFUSAL) return c;
        int at = random.nextInt(c.reports().size());
        var reports = new ArrayList<>(c.reports());
        reports.set(at, withLineChanged(reports.get(at), random));
        return c.withReports(reports);
    }),
    KIND((c, random) -> c.with(anyKind(random)));

    private final BiFunction<SegmentContent, SplittableRandom, SegmentContent> change;

    ContentTampering(BiFunction<SegmentContent, SplittableRandom, SegmentContent> change) {
        this.change = change;
    }

    /// Returns other contents, or the same if there is nothing to change.
    SegmentContent apply(SegmentContent content, SplittableRandom random) {
        return change.apply(content, random);
    }

    private static Kind anyKind(SplittableRandom random) {
        var kinds = List.of(Kind.values());
        return kinds.get(random.nextInt(kinds.size()));
    }

    private static UniqueId other(UniqueId id, SplittableRandom random) {
        return new UniqueId(id.high() ^ (1L << random.nextInt(40)), id.low());
    }

    private static <T> List<T> without(List<T> all, SplittableRandom random) {
        if (all.isEmpty()) return all;
        var some = new ArrayList<>(all);
        var _ = some.remove(random.nextInt(all.size()));
        return some;
    }

    private static BookedReport withLineChanged(BookedReport report, SplittableRandom random) {
        int at = random.nextInt(report.lines().size());
        var line = report.lines().get(at);
        var lines = new ArrayList<>(report.lines());
        lines.set(at, random.nextBoolean() ? withOtherStatus(line) : withMore(line));
        return new BookedReport(report.id(), report.source(), lines);
    }

    private static BookedLine withOtherStatus(BookedLine line) {
        return new BookedLine(line.pricedLine(), line.isDebited() ? LineStatus.UNCOVERED : LineStatus.DEBITED);
    }

    private static BookedLine withMore(BookedLine line) {
        var old = line.pricedLine().line();
        var quantity = new Quantity(old.quantity().micros() * 2_000);
        var more = new UsageLine(
                old.operation(), quantity, old.usedAt(), old.member(), old.reference(), old.authorization());
        var rate = line.pricedLine().rate();
        return new BookedLine(
                new PricedLine(more, line.pricedLine().category(), rate, rate.costOf(quantity)), line.status());
    }
}
