package credits.function.reconcile;

import static credits.Given.credits;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.account.Credit;
import credits.ledger.Comparisons;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Method;
import credits.money.Eur;
import credits.stripe.Shop;
import credits.topup.Fact.Refund;
import credits.topup.Payment;
import credits.topup.PaymentId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The table is shared with other tests, so each test reads only the lines of its own organisation.
class ComparisonTest {
    private final Shop shop = new Shop();
    private final Invocation reconcile =
            new Invocation(new ReconcileHandler(shop.wiring(), Environment.OF_TESTS, shop.clock()));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void credits_refunds_and_disputes_that_both_sides_know_agree() {
        var payment = credited(10_000);
        var refund = shop.stripe().refund(shop.session(payment), 2_440);
        tell(payment, new Refund(refund, 2_440, false));

        var _ = compare();

        assertThat(differences(payment)).isEmpty();
        assertThat(new Comparisons(LocalTable.DYNAMO, LocalTable.NAME).checkedAt())
                .contains(shop.clock().instant());
    }

    @Test
    void a_difference_of_one_cent_is_told_with_its_payment() {
        var payment = credited(10_000);
        var _ = shop.stripe().refund(shop.session(payment), 1);

        var report = compare();

        assertThat(differences(payment))
                .containsExactly(payment.organisation() + " " + new PaymentId(payment.id())
                        + ": account: 10000 cents, Stripe: 9999 cents");
        assertThat(report).isPositive();
        assertThat(reconcile.log()).contains("\"alarm\":\"reconciliation_difference\"");
    }

    @Test
    void what_was_paid_and_never_credited_is_told() {
        var payment = shop.topUp(shop.organisation(), 5_000);
        shop.stripe().pay(shop.session(payment), Method.CARD);

        assertThat(compare()).isGreaterThanOrEqualTo(5_000);

        assertThat(differences(payment)).singleElement().asString().endsWith("account: 0 cents, Stripe: 5000 cents");
    }

    /// The record is consistent, but its account was credited twice: only the chain shows it.
    @Test
    void credits_that_the_record_does_not_know_are_found_in_the_chain() {
        var payment = credited(5_000);
        var again = new Credit(payment.id(), Eur.cents(5_000), shop.clock().instant());
        var _ = LocalTable.ledger().commit(payment.organisation(), again);

        var _ = compare();

        assertThat(differences(payment))
                .singleElement()
                .asString()
                .endsWith("account: 10000 cents, Stripe: 5000 cents");
    }

    @Test
    void credits_for_a_payment_that_nobody_made_are_found() {
        var payment = credited(5_000);
        var nobody = shop.key();
        var made = new Credit(nobody, Eur.cents(700), shop.clock().instant());
        var _ = LocalTable.ledger().commit(payment.organisation(), made);

        var _ = compare();

        assertThat(differences(payment))
                .containsExactly(payment.organisation() + " " + new PaymentId(nobody)
                        + ": credited 7.00 without a payment record");
    }

    /// Its credit is older than the nightly period. The whole payment is compared all the same.
    @Test
    void an_old_payment_that_is_refunded_now_is_compared_whole() {
        var payment = credited(10_000);
        shop.clock().passes(Duration.ofDays(50));
        var _ = LocalTable.ledger()
                .commit(payment.organisation(), credits("1.00", shop.clock().instant()));
        var refund = shop.stripe().refund(shop.session(payment), 6_100);

        var _ = compare();
        assertThat(differences(payment))
                .singleElement()
                .asString()
                .endsWith("account: 10000 cents, Stripe: 5000 cents");
        tell(payment, new Refund(refund, 6_100, false));
        var _ = compare();

        assertThat(differences(payment)).isEmpty();
    }

    @Test
    void an_adjustment_by_an_operator_is_no_payment() {
        var payment = credited(10_000);
        var _ = LocalTable.ledger()
                .commit(payment.organisation(), credits("-3.00", shop.clock().instant()));

        var _ = compare();

        assertThat(differences(payment)).isEmpty();
    }

    private Payment credited(long cents) {
        var payment = shop.topUp(shop.organisation(), cents);
        shop.stripe().pay(shop.session(payment), Method.CARD);
        var _ = shop.wiring().fulfilment().refresh(payment, shop.told());
        return payment;
    }

    private void tell(Payment payment, Refund refund) {
        var _ = shop.wiring()
                .payments()
                .learn(
                        payment.organisation(),
                        payment.id(),
                        List.of(refund),
                        shop.clock().instant());
    }

    private String differences = "";

    private long compare() {
        var report = reconcile.of("{\"task\":\"compare\"}");
        differences = report.path("differences").asText();
        return report.path("difference_cents").asLong();
    }

    private List<String> differences(Payment payment) {
        return differences
                .lines()
                .filter(line -> line.contains(payment.organisation().value()))
                .toList();
    }
}
