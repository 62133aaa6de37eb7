package credits.ledger.query;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.SegmentStore;
import credits.ledger.query.UsageRange.UsageGrouping;
import credits.ledger.query.UsageTotals.GroupTotal;
import credits.money.Eur;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sums of an account of four months, with a hundred reports at random times, one a segment.
class UsageTotalsReaderTest {
    private static final OrganisationId ORGANISATION = new OrganisationId("usage_totals");
    private static final SegmentStore SEGMENTS = new SegmentStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    private static final Instant BEGIN = Instant.parse("2026-07-10T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-10T00:00:00Z");
    private static final LocalDate MID_JULY = LocalDate.parse("2026-07-20");
    private static final LocalDate MID_OCTOBER = LocalDate.parse("2026-10-17");
    private static final List<String> OPERATIONS = List.of("query.run", "translate", "call.minute");

    @BeforeAll
    static void bookHundredReports() {
        var random = new SplittableRandom(5);
        var ledger = DynamoDbFixture.ledger();
        // Less than everything costs: the last uses are not covered, and count nowhere.
        var _ = ledger.commit(ORGANISATION, adjustment("80", BEGIN));
        var step = Duration.between(BEGIN, END).dividedBy(100);
        for (int i = 0; i < 100; i++) {
            var at = BEGIN.plus(step.multipliedBy(i)).plusSeconds(random.nextInt(60));
            var lines = List.of(line(random, at), line(random, at), line(random, at));
            var report = new UsageReport(newIdAt(at), ORGANISATION, "/features/test", at, lines);
            var _ = ledger.commit(ORGANISATION, bookReports(PricedReport.of(report, at, TestData.PRICES)));
        }
    }

    private static UsageLine line(SplittableRandom random, Instant at) {
        var line = TestData.line(OPERATIONS.get(random.nextInt(3)), Integer.toString(random.nextInt(1, 20)), at);
        var member = random.nextInt(4);
        return new UsageLine(
                line.operation(),
                line.quantity(),
                at,
                member == 0 ? Optional.empty() : Optional.of(new MemberId("usr_" + member)),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(UsageGrouping.class)
    void however_it_is_grouped_and_cut_into_parts_the_sum_is_that_of_the_days(UsageGrouping grouping) {
        for (var from : List.of(MID_JULY, LocalDate.parse("2026-08-01"), LocalDate.parse("2024-11-30"))) {
            for (var to : List.of(MID_OCTOBER, LocalDate.parse("2026-10-31"), LocalDate.parse("2026-11-30"))) {
                var days = sum(read(new UsageRange(from, to, UsageGrouping.DAY), Integer.MAX_VALUE));

                for (int maxBytes : List.of(5_000, Integer.MAX_VALUE)) {
                    var groups = read(new UsageRange(from, to, grouping), maxBytes);

                    assertThat(sum(groups))
                            .as("%s to %s, %d bytes", from, to, maxBytes)
                            .isEqualTo(days);
                }
            }
        }
    }

    @Test
    void a_group_has_the_uses_that_its_entries_show() {
        var range = new UsageRange(MID_JULY, MID_OCTOBER, UsageGrouping.MEMBER);
        var expected = new HashMap<String, GroupTotal>();
        for (var date = MID_JULY; !date.isAfter(MID_OCTOBER); date = date.plusDays(1)) {
            var _ = DynamoDbFixture.accountQueries()
                    .readEntries(ORGANISATION, date, END, Optional.empty(), Optional.empty(), entry -> {
                        var line = entry.bookedLine().pricedLine();
                        if (entry.bookedLine().isDebited())
                            expected.merge(
                                    line.line().member().map(MemberId::value).orElse(""),
                                    new GroupTotal(line.cost(), 1),
                                    GroupTotal::plus);
                        return true;
                    });
        }

        assertThat(read(range, 1)).isEqualTo(expected).containsOnlyKeys("", "usr_1", "usr_2", "usr_3");
    }

    @Test
    void days_of_two_years_take_a_read_a_month_and_no_entries() {
        var range = new UsageRange(LocalDate.parse("2024-11-30"), LocalDate.parse("2026-11-30"), UsageGrouping.DAY);

        var totals = DynamoDbFixture.accountQueries().usageTotals(ORGANISATION, range, OptionalLong.empty(), END);

        assertThat(totals.next()).isEmpty();
        // The last segments of July, August, September and October.
        assertThat(totals.bytesRead()).isBetween(500L, 8_000L);
        assertThat(totals.groups()).hasSizeGreaterThan(30);
    }

    @Test
    void a_range_without_usage_is_empty() {
        var future = new UsageRange(LocalDate.parse("2026-12-01"), LocalDate.parse("2027-01-01"), UsageGrouping.MEMBER);

        assertThat(read(future, 5_000)).isEmpty();
        assertThat(DynamoDbFixture.accountQueries()
                        .usageTotals(new OrganisationId("usage_totals_none"), future, OptionalLong.empty(), END)
                        .groups())
                .isEmpty();
    }

    /// Reads all parts and adds them.
    private static Map<String, GroupTotal> read(UsageRange range, int maxBytes) {
        var account = DynamoDbFixture.accountQueries().currentAccount(ORGANISATION, END);
        var all = new HashMap<String, GroupTotal>();
        var start = OptionalLong.empty();
        while (true) {
            var reader = new UsageTotalsReader(SEGMENTS, ORGANISATION, range, start, maxBytes);
            var part = reader.read(account, account.pastMonths());
            assertThat(part.startCursorKey().isPresent()).isEqualTo(start.isPresent());
            part.groups().forEach((group, total) -> all.merge(group, total, GroupTotal::plus));
            if (part.next().isEmpty()) return all;
            start = OptionalLong.of(part.next().get().segmentNumber());
        }
    }

    private static GroupTotal sum(Map<String, GroupTotal> groups) {
        return groups.values().stream().reduce(new GroupTotal(Eur.ZERO, 0), GroupTotal::plus);
    }
}
