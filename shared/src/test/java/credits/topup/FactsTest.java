package credits.topup;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Paid;
import credits.topup.Fact.Reached;
import credits.topup.Fact.Refund;
import credits.topup.Fact.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Payment PAYMENT = payment(10_000);

    private static final Fact COMPLETED = new Reached(Stage.PROCESSING);
    private static final Fact SUCCEEDED = new Paid("pi_1", 12_200, NOON);
    private static final Fact FIRST_PART = new Refund("re_1", 2_440, false);
    private static final Fact SECOND_PART = new Refund("re_2", 1_220, false);
    private static final Fact SECOND_FAILED = new Refund("re_2", 1_220, true);
    private static final Fact OPENED = new Dispute("du_1", 6_100, Standing.OPEN);
    private static final Fact WON = new Dispute("du_1", 6_100, Standing.WON);
    private static final Fact LOST = new Dispute("du_1", 6_100, Standing.LOST);

    /// Applies all possible updates of one payment in every order, each once or twice: 7! × 2⁷ sequences for either end
    /// of the dispute, of which the normal run samples an eighth. The expected ends are worked out by hand: of 100.00
    /// credits the refund of 24.40 takes 20.00, the failed one nothing, and a lost dispute of 61.00 another 50.00.
    @ParameterizedTest(name = "{0}: {1}, given {2} and taken back {3}")
    @CsvSource({"WON, partly_refunded, 10000, 2000", "LOST, disputed, 10000, 7000"})
    void whatever_the_order_and_however_often_the_end_is_the_same(
            Standing end, String status, long credited, long clawedBack) {
        var all = List.of(
                COMPLETED, SUCCEEDED, FIRST_PART, SECOND_PART, SECOND_FAILED, OPENED, end == Standing.WON ? WON : LOST);
        var ends = new HashSet<Facts>();
        long tellings = 0;

        for (int twice : Sample.below(1 << all.size(), 16)) tellings += tell(all, twice, ends);

        assertThat(tellings).isEqualTo((Sample.FULL ? 128L : 16L) * 5_040);
        assertThat(ends).hasSize(1);
        var payment = PAYMENT.learning(all);
        assertThat(payment.facts()).isEqualTo(ends.iterator().next());
        assertThat(payment.status()).hasToString(status);
        assertThat(posted(payment)).isEqualTo(new Posted(credited, clawedBack));
    }

    // Adding is a join, so a repetition at any later place is covered by repeating at once and at the end. Both are
    // done here.
    private static long tell(List<Fact> all, int twice, Set<Facts> ends) {
        long told = 0;
        for (var order : Orders.OF_7) {
            var facts = Facts.NONE;
            for (int each : order) facts = facts.plus(all.get(each));
            for (int each : order) if ((twice & (1 << each)) != 0) facts = facts.plus(all.get(each));
            ends.add(facts);
            told++;
        }
        return told;
    }

    /// The same, with postings in between: whatever is posted on the way, the last posting leaves the expected amount.
    @Test
    void what_is_posted_on_the_way_ends_where_it_must_in_every_order() {
        var all = List.of(COMPLETED, SUCCEEDED, FIRST_PART, SECOND_PART, SECOND_FAILED, OPENED, LOST);
        Map<Posted, Integer> ends = new HashMap<>();

        for (var order : Orders.OF_7) {
            var payment = PAYMENT;
            long balance = 0;
            for (int each : order) {
                payment = payment.learning(List.of(all.get(each)));
                while (payment.due().isPresent()) {
                    var due = payment.due().get();
                    balance += due instanceof Payment.Due.Credit(var cents) ? cents : 0;
                    balance -= due instanceof Payment.Due.ClawBack(var cents) ? cents : 0;
                    payment = payment.posting(due);
                }
                assertThat(balance).isEqualTo(payment.held(payment.facts()));
            }
            var _ = ends.merge(payment.posted(), 1, Integer::sum);
        }

        assertThat(ends).isEqualTo(Map.of(new Posted(10_000, 7_000), 5_040));
    }

    /// One row for each outcome, by hand.
    @ParameterizedTest(name = "refunded {0}, failed {1}, disputed {2} {3}: {4}, taken back {5}")
    @CsvSource(textBlock = """
                0 | 0 |     0 | OPEN    | paid            |     0
             2440 | 0 |     0 | OPEN    | partly_refunded |  2000
             2440 | 1 |     0 | OPEN    | paid            |     0
            12200 | 0 |     0 | OPEN    | refunded        | 10000
                1 | 0 |     0 | OPEN    | partly_refunded |     1
                0 | 0 | 12200 | INQUIRY | paid            |     0
                0 | 0 | 12200 | OPEN    | disputed        | 10000
                0 | 0 | 12200 | LOST    | disputed        | 10000
                0 | 0 | 12200 | WON     | paid            |     0
             2440 | 0 |  6100 | OPEN    | disputed        |  7000
             2440 | 0 |  6100 | WON     | partly_refunded |  2000
            12200 | 0 | 12200 | OPEN    | disputed        | 10000
               61 | 0 |     0 | OPEN    | partly_refunded |    50
               62 | 0 |     0 | OPEN    | partly_refunded |    51
            """, delimiter = '|')
    void each_outcome_leaves_what_the_table_says(
            long refunded, int failed, long disputed, Standing standing, String status, long clawedBack) {
        var facts = new ArrayList<Fact>();
        facts.add(SUCCEEDED);
        if (refunded > 0) facts.add(new Refund("re_1", refunded, failed == 1));
        if (disputed > 0) facts.add(new Dispute("du_1", disputed, standing));

        var payment = PAYMENT.learning(facts);

        assertThat(payment.status()).hasToString(status);
        assertThat(posted(payment)).isEqualTo(new Posted(10_000, clawedBack));
    }

    @Test
    void nothing_is_credited_before_it_is_paid_whatever_else_is_told() {
        var payment = PAYMENT.learning(List.of(COMPLETED, FIRST_PART, OPENED, new Reached(Stage.FAILED)));

        assertThat(payment.due()).isEmpty();
        assertThat(payment.status()).isEqualTo(Status.FAILED);
    }

    /// Refunds of one cent each take back exactly all credits in the end, whatever the VAT rounding of each.
    @Test
    void refunds_of_a_cent_each_add_up_to_the_whole() {
        int net = Sample.FULL ? 10_000 : 1_000;
        int gross = net * 122 / 100;
        var bought = payment(net);
        var payment = bought.learning(List.of(new Paid("pi_1", gross, NOON)));
        long last = 0;
        for (int cent = 1; cent <= gross; cent += 61) {
            var refunds = new ArrayList<Fact>();
            for (int each = cent; each < cent + 61; each++) refunds.add(new Refund("re_" + each, 1, false));
            payment = payment.learning(refunds);
            var held = bought.held(payment.facts());
            assertThat(held).isEqualTo(net - (cent + 60) * net / gross);
            last = held;
        }
        assertThat(last).isZero();
    }

    private static Payment payment(long netCents) {
        return Payment.begun(
                new OrganisationId("acme"),
                new UniqueId(1, 1),
                new MemberId("usr_giulia"),
                NOON,
                NOON.plusSeconds(7_200),
                netCents,
                new Vat.Decided(Vat.Treatment.STANDARD, 2_200, netCents * 22 / 100),
                Optional.empty(),
                "seal");
    }

    private static Posted posted(Payment payment) {
        var each = payment;
        while (each.due().isPresent()) each = each.posting(each.due().get());
        return each.posted();
    }

    private static final class Orders {
        private static final List<int[]> OF_7 = of(7);

        private static List<int[]> of(int count) {
            var orders = new ArrayList<int[]>();
            fill(new int[count], 0, 0, orders);
            return orders;
        }

        private static void fill(int[] order, int place, int used, List<int[]> orders) {
            if (place == order.length) {
                orders.add(order.clone());
                return;
            }
            for (int each = 0; each < order.length; each++) {
                if ((used & (1 << each)) != 0) continue;
                order[place] = each;
                fill(order, place + 1, used | (1 << each), orders);
            }
        }
    }
}
