package credits.ledger;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.account.command.AdjustCredits;
import credits.account.command.BookReports.Verdict.Booked;
import credits.account.command.ChangeTimeZone;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.UnitRate;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import credits.usage.PricedReport;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The ledger at its bounds: the largest and latest reports, and workers that are far behind.
class LedgerBoundsTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final Ledger ledger = DynamoDbFixture.ledger();
    private final OrganisationId organisation = new OrganisationId("bounds_" + ORGANISATIONS.incrementAndGet());

    @Test
    void a_key_more_than_five_minutes_ahead_is_refused_and_changes_nothing() {
        var ahead = new AdjustCredits(newIdAt(NOON.plusSeconds(301)), 1, Eur.of("5"), TestData.GIULIA, "early", NOON);

        var outcome = ledger.commit(organisation, ahead);

        assertThat(outcome).isEqualTo(AdjustCredits.Outcome.KEY_IN_FUTURE);
        assertThat(DynamoDbFixture.accountQueries()
                        .currentAccount(organisation, NOON)
                        .balance())
                .isEqualTo(Eur.ZERO);
    }

    @Test
    void the_largest_reports_are_booked_whatever_the_length_of_price_names() {
        var _ = ledger.commit(organisation, adjustment("1000", NOON));
        var prices = pricesWithLongNames();

        var first = PricedReport.of(largestReport(), NOON, prices);
        var second = PricedReport.of(largestReport(), NOON, prices);
        var verdicts = new ArrayList<>(ledger.commit(organisation, bookReports(first, second)));
        verdicts.addAll(ledger.commit(organisation, bookReports(second)));

        assertThat(first.rejection()).isEmpty();
        assertThat(verdicts).containsExactly(new Booked(1_000, 0), new Booked(1_000, 0));
    }

    @Test
    void ten_late_reports_are_looked_up_in_one_backward_search() {
        var _ = ledger.commit(organisation, adjustment("1000", NOON.minusSeconds(3_600)));
        var tuning = new LedgerTuning(4, 3, 2, 5, 3, 1);
        var worker = new Ledger(
                DynamoDbFixture.DYNAMO,
                DynamoDbFixture.TABLE_NAME,
                DynamoDbFixture.ROME,
                RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)),
                tuning);
        var early = new ArrayList<PricedReport>();
        for (int i = 0; i < 60; i++) {
            early.add(queryReport(1, NOON.plusSeconds(i)));
            var _ = worker.commit(organisation, bookReports(early.getLast()));
        }
        var late = new ArrayList<PricedReport>();
        for (int i = 0; i < 10; i++) {
            late.add(early.get(5 * i));
            late.add(report(
                    newIdAt(NOON.plusSeconds(5L * i)), NOON.plusSeconds(60), TestData.line("query.run", "1", NOON)));
        }

        var verdicts = worker.commit(organisation, bookReports(late.toArray(PricedReport[]::new)));

        assertThat(verdicts.stream().filter(Booked.class::isInstance)).hasSize(10);
        assertThat(DynamoDbFixture.accountQueries()
                        .currentAccount(organisation, NOON)
                        .balance())
                .isEqualTo(Eur.of("991.60"));
    }

    @Test
    void a_worker_that_is_far_behind_reads_the_head_and_continues() {
        var _ = ledger.commit(organisation, adjustment("1000", NOON));
        var busy = DynamoDbFixture.ledger();
        for (int i = 0; i < 80; i++) {
            var _ = busy.commit(organisation, bookReports(queryReport(1, NOON.plusSeconds(i))));
        }

        var verdicts = ledger.commit(organisation, bookReports(queryReport(1, NOON)));

        assertThat(verdicts).containsExactly(new Booked(1, 0));
        assertThat(DynamoDbFixture.accountQueries()
                        .currentAccount(organisation, NOON)
                        .monthToDate()
                        .operationCount())
                .isEqualTo(81);
    }

    @Test
    void a_month_without_use_is_found_although_the_time_zone_changed_with_it() {
        var october = Instant.parse("2026-10-20T12:00:00Z");
        var december = Instant.parse("2026-12-05T12:00:00Z");
        for (var zone : List.of("Asia/Tokyo", "America/Los_Angeles")) {
            var moved = new OrganisationId(organisation + zone.substring(0, 4));
            var _ = ledger.commit(moved, adjustment("10", october));
            var _ = ledger.commit(moved, new ChangeTimeZone(ZoneId.of(zone), october));

            var november = DynamoDbFixture.accountQueries().accountIn(moved, YearMonth.of(2026, 11), december);

            assertThat(november.orElseThrow().currentMonth()).isEqualTo(YearMonth.of(2026, 11));
        }
    }

    @Test
    void a_worker_without_prices_sees_the_first_price_list_immediately() {
        var now = Instant.parse("2020-06-01T00:00:00Z");
        var lists = new PriceListStore(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
        var priceCache = new PriceCache(lists, InstantSource.fixed(now));
        assertThat(priceCache.upTo(now).priceLists()).isEmpty();

        var _ = lists.publish(new PriceList(now, List.of(price(0))), TestData.GIULIA, now);

        assertThat(priceCache.upTo(now).findPrice(price(0).operation(), now)).isPresent();
    }

    private static PriceBook pricesWithLongNames() {
        var prices = new ArrayList<Price>();
        for (int i = 0; i < 1_000; i++) prices.add(price(i));
        return new PriceBook(List.of(new PriceList(Instant.parse("2020-01-01T00:00:00Z"), prices)), Instant.MAX);
    }

    private static Price price(int number) {
        var rate =
                new UnitRate(new Eur(1_456_789 + number), new BillingUnit(999_999_937, "單".repeat(30) + number % 64));
        return new Price(operation(number), "n", new OperationCategory("類".repeat(38) + number % 32), rate);
    }

    private static Operation operation(int number) {
        return new Operation("operation-%03d".formatted(number));
    }

    // A thousand distinct lines, which as JSON are nearly as long as a message may be.
    private static UsageReport largestReport() {
        var lines = new ArrayList<UsageLine>();
        for (int i = 0; i < 1_000; i++) {
            lines.add(new UsageLine(
                    operation(i),
                    new Quantity(1_000_000_007L + i),
                    NOON.minusMillis(7L * i),
                    Optional.of(new MemberId(("m" + i + "y".repeat(64)).substring(0, 64))),
                    Optional.of(new UsageReference(("r" + i + "z".repeat(64)).substring(0, 64))),
                    Optional.empty()));
        }
        UniqueId id = newIdAt(NOON);
        return new UsageReport(id, TestData.ACME, "/features/test", NOON, lines);
    }
}
