package credits.payment;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.Vat;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.PaymentUpdate.StageReached;
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

class PaymentStateTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Payment PAYMENT = payment(10_000);

    private static final PaymentUpdate COMPLETED = new StageReached(CheckoutStage.PROCESSING);
    private static final PaymentUpdate SUCCEEDED = new Paid("pi_1", Eur.ofCents(12_200), NOON);
    private static final PaymentUpdate FIRST_PART = new Refund("re_1", Eur.ofCents(2_440), RefundStatus.SUCCEEDED);
    private static final PaymentUpdate SECOND_PART = new Refund("re_2", Eur.ofCents(1_220), RefundStatus.SUCCEEDED);
    private static final PaymentUpdate SECOND_FAILED = new Refund("re_2", Eur.ofCents(1_220), RefundStatus.FAILED);
    private static final PaymentUpdate OPENED = new Dispute("du_1", Eur.ofCents(6_100), DisputeStatus.OPEN);
    private static final PaymentUpdate LOST = new Dispute("du_1", Eur.ofCents(6_100), DisputeStatus.LOST);

    /// Applies all possible updates of one payment in every order, each once or twice: 7! × 2⁷ sequences for
    /// either end of the dispute, of which the normal run samples an eighth. The expected amounts are computed
    /// by hand: of 100.00 credits the refund of 24.40 takes 20.00, the failed one nothing, and a lost dispute
    /// of 61.00 another 50.00.
    @ParameterizedTest(name = "{0}: {1}, credited {2} and clawed back {3}")
    @CsvSource({
        "WON, partly_refunded, 10000, 2000",
        "LOST, charged_back, 10000, 7000",
        "OVERTURNED, charged_back, 10000, 7000"
    })
    void updates_in_any_order_and_number_end_in_the_same_state(
            DisputeStatus end, String status, long credited, long clawedBack) {
        var all = List.of(
                COMPLETED,
                SUCCEEDED,
                FIRST_PART,
                SECOND_PART,
                SECOND_FAILED,
                OPENED,
                new Dispute("du_1", Eur.ofCents(6_100), end));
        var ends = new HashSet<PaymentState>();
        long sequences = 0;

        for (int twice : Sample.below(1 << all.size(), 16)) sequences += applyInEveryOrder(all, twice, ends);

        assertThat(sequences).isEqualTo((Sample.FULL ? 128L : 16L) * 5_040);
        assertThat(ends).hasSize(1);
        var payment = PAYMENT.applyUpdates(all);
        assertThat(payment.state()).isEqualTo(ends.iterator().next());
        assertThat(payment.status()).hasToString(status);
        assertThat(posted(payment)).isEqualTo(postedAmounts(credited, clawedBack));
    }

    /// An event does not show the charge, and so not its country.
    @Test
    void the_country_of_the_payer_stays_once_it_is_known() {
        var known = new Paid("pi_1", Eur.ofCents(12_200), NOON.plusSeconds(1), Optional.of("CH"));

        for (var order : List.of(List.of(SUCCEEDED, known), List.of(known, SUCCEEDED)))
            assertThat(PAYMENT.applyUpdates(order).state().paid())
                    .contains(new Paid("pi_1", Eur.ofCents(12_200), NOON, Optional.of("CH")));
    }

    // The state is a join of all updates, so a repetition at any later position is covered by repeating at once
    // and at the end. Both are done here.
    private static long applyInEveryOrder(List<PaymentUpdate> all, int twice, Set<PaymentState> ends) {
        long sequences = 0;
        for (var order : Orders.OF_7) {
            var state = PaymentState.NONE;
            for (int each : order) state = state.plus(all.get(each));
            for (int each : order) if ((twice & (1 << each)) != 0) state = state.plus(all.get(each));
            ends.add(state);
            sequences++;
        }
        return sequences;
    }

    /// The same, with postings in between: whatever is posted on the way, the last posting leaves the expected amount.
    @Test
    void postings_in_every_order_end_at_the_expected_amount() {
        var all = List.of(COMPLETED, SUCCEEDED, FIRST_PART, SECOND_PART, SECOND_FAILED, OPENED, LOST);
        Map<PostedAmounts, Integer> ends = new HashMap<>();

        for (var order : Orders.OF_7) {
            var payment = PAYMENT;
            var balance = Eur.ZERO;
            for (int each : order) {
                payment = payment.applyUpdates(List.of(all.get(each)));
                while (payment.pendingPosting().isPresent()) {
                    var pending = payment.pendingPosting().get();
                    balance = switch (pending) {
                        case PendingPosting.Credit(var amount) -> balance.plus(amount);
                        case PendingPosting.Clawback(var amount) -> balance.minus(amount);
                    };
                    payment = payment.withPosted(pending);
                }
                assertThat(balance).isEqualTo(payment.expectedCredit(payment.state()));
            }
            var _ = ends.merge(payment.postedAmounts(), 1, Integer::sum);
        }

        assertThat(ends).isEqualTo(Map.of(postedAmounts(10_000, 7_000), 5_040));
    }

    /// One row for each outcome, by hand.
    @ParameterizedTest(name = "refunded {0}, failed {1}, disputed {2} {3}: {4}, clawed back {5}")
    @CsvSource(textBlock = """
                0 | 0 |     0 | OPEN    | paid            |     0
             2440 | 0 |     0 | OPEN    | partly_refunded |  2000
             2440 | 1 |     0 | OPEN    | paid            |     0
            12200 | 1 | 12200 | LOST    | charged_back    | 10000
            12200 | 0 |     0 | OPEN    | refunded        | 10000
                1 | 0 |     0 | OPEN    | partly_refunded |     1
                0 | 0 | 12200 | INQUIRY | paid            |     0
                0 | 0 | 12200 | OPEN    | disputed        | 10000
                0 | 0 | 12200 | LOST    | charged_back    | 10000
                0 | 0 | 12200 | WON     | paid            |     0
                0 | 0 | 12200 | OVERTURNED | charged_back | 10000
             2440 | 0 |  6100 | OPEN    | disputed        |  7000
             2440 | 0 |  6100 | WON     | partly_refunded |  2000
            12200 | 0 | 12200 | OPEN    | disputed        | 10000
               61 | 0 |     0 | OPEN    | partly_refunded |    50
               62 | 0 |     0 | OPEN    | partly_refunded |    51
            """, delimiter = '|')
    void each_combination_of_updates_ends_as_listed(
            long refunded, int failed, long disputed, DisputeStatus standing, String status, long clawedBack) {
        var updates = new ArrayList<PaymentUpdate>();
        updates.add(SUCCEEDED);
        if (refunded > 0)
            updates.add(new Refund(
                    "re_1", Eur.ofCents(refunded), failed == 1 ? RefundStatus.FAILED : RefundStatus.SUCCEEDED));
        if (disputed > 0) updates.add(new Dispute("du_1", Eur.ofCents(disputed), standing));

        var payment = PAYMENT.applyUpdates(updates);

        assertThat(payment.status()).hasToString(status);
        assertThat(posted(payment)).isEqualTo(postedAmounts(10_000, clawedBack));
    }

    @Test
    void nothing_is_credited_before_the_payment_is_paid() {
        var payment =
                PAYMENT.applyUpdates(List.of(COMPLETED, FIRST_PART, OPENED, new StageReached(CheckoutStage.FAILED)));

        assertThat(payment.pendingPosting()).isEmpty();
        assertThat(payment.status()).isEqualTo(PaymentStatus.FAILED);
    }

    /// Refunds of one cent each claw back exactly all credits in the end, whatever the VAT rounding of each.
    @Test
    void refunds_of_one_cent_each_add_up_to_the_whole_payment() {
        int net = Sample.FULL ? 10_000 : 1_000;
        int gross = net * 122 / 100;
        var bought = payment(net);
        var payment = bought.applyUpdates(List.of(new Paid("pi_1", Eur.ofCents(gross), NOON)));
        var last = Eur.ZERO;
        for (int cent = 1; cent <= gross; cent += 61) {
            var refunds = new ArrayList<PaymentUpdate>();
            for (int each = cent; each < cent + 61; each++)
                refunds.add(new Refund("re_" + each, Eur.ofCents(1), RefundStatus.SUCCEEDED));
            payment = payment.applyUpdates(refunds);
            var held = bought.expectedCredit(payment.state());
            assertThat(held).isEqualTo(Eur.ofCents(net - (cent + 60) * net / gross));
            last = held;
        }
        assertThat(last).isEqualTo(Eur.ZERO);
    }

    private static Payment payment(long netCents) {
        return Payment.begin(
                new OrganisationId("acme"),
                new UniqueId(1, 1),
                new MemberId("usr_giulia"),
                NOON,
                NOON.plusSeconds(7_200),
                Eur.ofCents(netCents),
                new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, netCents * 22 / 100),
                Optional.empty(),
                "seal");
    }

    private static PostedAmounts postedAmounts(long creditedCents, long clawedBackCents) {
        return new PostedAmounts(Eur.ofCents(creditedCents), Eur.ofCents(clawedBackCents));
    }

    private static PostedAmounts posted(Payment payment) {
        var each = payment;
        while (each.pendingPosting().isPresent())
            each = each.withPosted(each.pendingPosting().get());
        return each.postedAmounts();
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
