package credits.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.command.RecordedId;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.UnitRate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.EntriesSize;
import credits.usage.PricedLine;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The size that decides how many reports a commit takes is never less than what they take packed.
class EntriesSizeTest {
    private static final Duration MAX_AGE = Duration.ofDays(3_650);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void the_size_of_reports_is_at_least_what_they_take_packed(int seed) {
        var random = new SplittableRandom(seed);
        var reports = IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(_ -> report(random))
                .toList();
        var size = new EntriesSize();
        reports.forEach(size::add);

        var ids = reports.stream()
                .map(report -> new RecordedId(report.id(), report.contentHash()))
                .toList();
        var booked = reports.stream().map(report -> booked(report, random)).toList();
        int packed = new EntriesWriter(booked, ids, TestData.NOON).pack().length
                + RecordedIdsCodec.pack(TestData.NOON, ids).length;

        assertThat(packed).isLessThanOrEqualTo(size.bytes());
    }

    private static BookedReport booked(PricedReport report, SplittableRandom random) {
        var lines = report.lines().stream()
                .map(line -> new BookedLine(line, random.nextBoolean() ? LineStatus.DEBITED : LineStatus.UNCOVERED))
                .toList();
        return new BookedReport(report.id(), report.report().source(), lines);
    }

    private static PricedReport report(SplittableRandom random) {
        int fields = random.nextInt(8);
        boolean isWholeSeconds = random.nextBoolean();
        var lines = IntStream.range(0, 1 + random.nextInt(300))
                .mapToObj(_ -> line(random, fields, isWholeSeconds))
                .toList();
        var id = new UniqueId(random.nextLong() >>> 1, random.nextLong());
        var usageLines = lines.stream().map(PricedLine::line).toList();
        var report = new UsageReport(id, TestData.ACME, "/features/" + random.nextInt(3), TestData.NOON, usageLines);
        return new PricedReport(report, random.nextLong(), TestData.NOON, lines, Optional.empty());
    }

    private static PricedLine line(SplittableRandom random, int fields, boolean isWholeSeconds) {
        var line = new UsageLine(
                new Operation("operation." + random.nextInt(40)),
                new Quantity(1 + (random.nextLong(Quantity.MAX_VALUE.micros()) >>> random.nextInt(60))),
                isWholeSeconds ? time(random).truncatedTo(ChronoUnit.SECONDS) : time(random),
                (fields & 1) == 0 ? Optional.empty() : Optional.of(new MemberId("usr_" + random.nextInt(1_000))),
                (fields & 2) == 0 || random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new UsageReference("r".repeat(1 + random.nextInt(64)))),
                (fields & 4) == 0 || random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(AuthorizationId.of(random.nextInt(1_000), random.nextLong())));
        var rate = new UnitRate(
                new Eur(1 + random.nextLong(1_000_000_000_000L)),
                new BillingUnit(1 + random.nextInt(1_000_000), "unit " + random.nextInt(9)));
        return new PricedLine(line, new OperationCategory("Category " + random.nextInt(9)), rate, Eur.ZERO);
    }

    private static Instant time(SplittableRandom random) {
        long bound = random.nextBoolean()
                ? MAX_AGE.toMillis()
                : Duration.ofSeconds(20).toMillis();
        return TestData.NOON.minusMillis(random.nextLong(bound));
    }
}
