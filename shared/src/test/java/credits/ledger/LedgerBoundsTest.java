package credits.ledger;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.queries;
import static credits.Given.submission;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Given;
import credits.account.Adjust;
import credits.account.BookReports.Verdict.Booked;
import credits.account.ChangeTimeZone;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.Reference;
import credits.identity.UniqueId;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import credits.usage.Line;
import credits.usage.Submission;
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

/// The ledger at its largest, at its latest, and far behind.
class LedgerBoundsTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final Ledger ledger = LocalTable.ledger();
    private final OrganisationId organisation = new OrganisationId("bounds_" + ORGANISATIONS.incrementAndGet());

    @Test
    void a_key_made_more_than_five_minutes_ahead_is_refused_and_gives_nothing() {
        var ahead = new Adjust(idMadeAt(NOON.plusSeconds(301)), 1, Eur.of("5"), Given.GIULIA, "early", NOON);

        var outcome = ledger.commit(organisation, ahead);

        assertThat(outcome).isEqualTo(Adjust.Outcome.KEY_IN_FUTURE);
        assertThat(LocalTable.statements().current(organisation, NOON).balance())
                .isEqualTo(Eur.ZERO);
    }

    @Test
    void the_largest_reports_that_a_queue_takes_are_booked_however_long_the_names_of_their_prices() {
        var _ = ledger.commit(organisation, credits("1000", NOON));
        var prices = longNames();

        var first = Submission.of(longest(), NOON, prices);
        var second = Submission.of(longest(), NOON, prices);
        var verdicts = new ArrayList<>(ledger.commit(organisation, booking(first, second)));
        verdicts.addAll(ledger.commit(organisation, booking(second)));

        assertThat(first.fault()).isEmpty();
        assertThat(verdicts).containsExactly(new Booked(1_000, 0), new Booked(1_000, 0));
    }

    @Test
    void ten_late_reports_are_looked_up_in_one_way_back() {
        var _ = ledger.commit(organisation, credits("1000", NOON.minusSeconds(3_600)));
        var sizes = new Sizes(4, 6, 3);
        var worker = new Ledger(
                LocalTable.DYNAMO,
                LocalTable.NAME,
                LocalTable.ROME,
                Attempts.within(Duration.ofSeconds(30), new SplittableRandom(1)),
                sizes);
        var early = new ArrayList<Submission>();
        for (int i = 0; i < 60; i++) {
            early.add(queries(1, NOON.plusSeconds(i)));
            var _ = worker.commit(organisation, booking(early.getLast()));
        }
        var late = new ArrayList<Submission>();
        for (int i = 0; i < 10; i++) {
            late.add(early.get(5 * i));
            late.add(submission(
                    idMadeAt(NOON.plusSeconds(5L * i)), NOON.plusSeconds(60), Given.line("query.run", "1", NOON)));
        }

        var verdicts = worker.commit(organisation, booking(late.toArray(Submission[]::new)));

        assertThat(verdicts.stream().filter(Booked.class::isInstance)).hasSize(10);
        assertThat(LocalTable.statements().current(organisation, NOON).balance())
                .isEqualTo(Eur.of("991.60"));
    }

    @Test
    void a_worker_that_is_far_behind_reads_the_end_of_the_chain_and_goes_on() {
        var _ = ledger.commit(organisation, credits("1000", NOON));
        var busy = LocalTable.ledger();
        for (int i = 0; i < 80; i++) {
            var _ = busy.commit(organisation, booking(queries(1, NOON.plusSeconds(i))));
        }

        var verdicts = ledger.commit(organisation, booking(queries(1, NOON)));

        assertThat(verdicts).containsExactly(new Booked(1, 0));
        assertThat(LocalTable.statements().current(organisation, NOON).month().operations())
                .isEqualTo(81);
    }

    @Test
    void a_month_without_use_is_itself_though_the_time_zone_changed_with_it() {
        var october = Instant.parse("2026-10-20T12:00:00Z");
        var december = Instant.parse("2026-12-05T12:00:00Z");
        for (var zone : List.of("Asia/Tokyo", "America/Los_Angeles")) {
            var moved = new OrganisationId(organisation + zone.substring(0, 4));
            var _ = ledger.commit(moved, credits("10", october));
            var _ = ledger.commit(moved, new ChangeTimeZone(ZoneId.of(zone), october));

            var november = LocalTable.statements().month(moved, YearMonth.of(2026, 11), december);

            assertThat(november.orElseThrow().currentMonth()).isEqualTo(YearMonth.of(2026, 11));
        }
    }

    @Test
    void a_worker_that_knew_no_prices_knows_the_first_list_at_once() {
        var now = Instant.parse("2020-06-01T00:00:00Z");
        var lists = new PriceLists(LocalTable.DYNAMO, LocalTable.NAME);
        var prices = new Prices(lists, InstantSource.fixed(now));
        assertThat(prices.covering(now).versions()).isEmpty();

        var _ = lists.publish(new PriceList(now, List.of(price(0))), now);

        assertThat(prices.covering(now).find(price(0).operation(), now)).isPresent();
    }

    private static PriceBook longNames() {
        var prices = new ArrayList<Price>();
        for (int i = 0; i < 1_000; i++) prices.add(price(i));
        return new PriceBook(List.of(new PriceList(Instant.parse("2020-01-01T00:00:00Z"), prices)), Instant.MAX);
    }

    private static Price price(int number) {
        var rate = new Rate(new Eur(1_456_789 + number), new BillingUnit(999_999_937, "單".repeat(30) + number % 64));
        return new Price(operation(number), "n", new Category("類".repeat(38) + number % 32), rate);
    }

    private static Operation operation(int number) {
        return new Operation("operation-%03d".formatted(number));
    }

    // A thousand distinct lines, which as JSON are nearly as long as a message may be.
    private static UsageReport longest() {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < 1_000; i++) {
            lines.add(new Line(
                    operation(i),
                    new Quantity(1_000_000_007L + i),
                    NOON.minusMillis(7L * i),
                    Optional.of(new MemberId(("m" + i + "y".repeat(64)).substring(0, 64))),
                    Optional.of(new Reference(("r" + i + "z".repeat(64)).substring(0, 64))),
                    Optional.empty()));
        }
        UniqueId id = idMadeAt(NOON);
        return new UsageReport(id, Given.ACME, "/features/test", NOON, lines);
    }
}
