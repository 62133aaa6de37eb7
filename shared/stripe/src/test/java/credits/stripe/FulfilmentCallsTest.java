package credits.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.PendingVat;
import credits.invoicing.Vat.VatTreatment;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.interception.InterceptedDynamo;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The calls that a fulfilment makes for the record of its payment: it is read and written once.
class FulfilmentCallsTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    private final CallRecorder calls = new CallRecorder();
    private final StripeWiring wiring = PAYMENTS.wiringOn(new InterceptedDynamo(DynamoDbFixture.DYNAMO, calls));

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void a_reported_session_reads_its_payment_once_and_writes_it_with_the_credit() {
        var payment = paidPayment();

        var _ = wiring.fulfilment().apply(PAYMENTS.retrieveSession(payment), false, PAYMENTS.source());

        assertThat(calls.callsFor(payment)).containsExactly("get", "transact");
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
    }

    @Test
    void a_session_reported_again_writes_nothing() {
        var payment = paidPayment();
        var session = PAYMENTS.retrieveSession(payment);
        var _ = PAYMENTS.wiring().fulfilment().apply(session, false, PAYMENTS.source());

        var _ = wiring.fulfilment().apply(session, false, PAYMENTS.source());

        assertThat(calls.callsFor(payment)).containsExactly("get");
    }

    @Test
    void a_session_that_is_not_paid_yet_is_written_without_reading_the_payment_again() {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.SEPA_PAID_LATER);

        var _ = wiring.fulfilment().apply(PAYMENTS.retrieveSession(payment), false, PAYMENTS.source());

        assertThat(calls.callsFor(payment)).containsExactly("get", "put");
        assertThat(PAYMENTS.stored(payment).status()).isEqualTo(PaymentStatus.PROCESSING);
    }

    /// We died after opening the session, and Checkout determined buyer and VAT: all of it is one write.
    @Test
    void session_buyer_vat_and_credit_are_written_together() {
        var payment = beginWithPendingVat(PAYMENTS.newOrganisation());
        var sessionId = openSession(payment);
        PAYMENTS.stripe().pay(sessionId, TestPaymentMethod.CARD);

        var _ = wiring.fulfilment().apply(wiring.api().retrieveSession(sessionId), false, PAYMENTS.source());

        assertThat(calls.callsFor(payment)).containsExactly("get", "transact");
        var stored = PAYMENTS.stored(payment);
        assertThat(PAYMENTS.sessionId(stored)).isEqualTo(sessionId);
        assertThat(stored.vat()).isEqualTo(new DecidedVat(VatTreatment.STANDARD, 2_200, 1_100, Optional.of("IT")));
        assertThat(stored.buyer()).isEqualTo(wiring.profileStore().findBillingProfile(payment.organisation()));
        assertThat(stored.buyer()).isPresent();
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
    }

    @Test
    void a_refund_that_came_first_is_clawed_back_without_reading_the_payment_again() {
        var payment = paidPayment();
        var refund = PAYMENTS.stripe().refund(PAYMENTS.sessionId(payment), 1_220);
        var _ = PAYMENTS.wiring().reversals().apply(wiring.api().retrieveRefund(refund), PAYMENTS.source());

        var _ = wiring.fulfilment().apply(PAYMENTS.retrieveSession(payment), false, PAYMENTS.source());

        assertThat(calls.callsFor(payment)).containsExactly("get", "transact", "transact");
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("40.00");
    }

    @Test
    void a_payment_in_hand_is_not_read_at_all() {
        var payment = paidPayment();

        var _ = wiring.fulfilment().refresh(payment, PAYMENTS.source());

        assertThat(calls.callsFor(payment)).containsExactly("transact");
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
    }

    @Test
    void a_payment_in_hand_that_has_changed_since_is_read_after_the_lost_write() {
        var payment = paidPayment();
        var _ = PAYMENTS.wiring().fulfilment().refresh(payment, PAYMENTS.source());

        var outcome = wiring.fulfilment().refresh(payment, PAYMENTS.source());

        assertThat(calls.callsFor(payment)).containsExactly("transact", "get");
        assertThat(outcome).isEqualTo(new UpdateOutcome.Applied(PAYMENTS.stored(payment)));
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
    }

    private static Payment paidPayment() {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        return payment;
    }

    private static Payment beginWithPendingVat(OrganisationId organisation) {
        var now = PAYMENTS.clock().instant();
        var begun = Payment.begin(
                organisation,
                PAYMENTS.newKey(),
                PaymentFixture.GIULIA,
                now,
                now.plus(Duration.ofHours(2)),
                Eur.of("50"),
                new PendingVat(),
                Optional.empty(),
                "seal");
        return PAYMENTS.wiring().paymentLedger().begin(begun, 1).orElseThrow();
    }

    private String openSession(Payment payment) {
        var returnUrl = URI.create("https://app.example.com/usage/payments");
        return new CheckoutSessions(
                        wiring.api(), wiring.stripeCustomers(), returnUrl, "IT", CheckoutSessions.ThreeDSecure.ANY)
                .openSession(payment)
                .sessionId();
    }
}
