package credits.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import credits.invoicing.Vat;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.PendingVat;
import credits.invoicing.Vat.VatTreatment;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Paid;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayerCountryTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    /// Red when the charge is not read, which the event of a paid session does not show.
    @ParameterizedTest
    @MethodSource("vatWithEvidence")
    void the_country_of_the_card_is_kept_where_it_is_evidence(Vat vat) throws JsonProcessingException {
        var payment = openTopUp(vat);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);

        var _ = PAYMENTS.wiring().fulfilment().apply(reportedSession(payment), false, PAYMENTS.source());

        assertThat(PAYMENTS.stored(payment).state().paid().flatMap(Paid::payerCountry))
                .contains("IT");
    }

    static Stream<Vat> vatWithEvidence() {
        return Stream.of(new DecidedVat(VatTreatment.OUTSIDE_SCOPE, 0, 0), new PendingVat());
    }

    private static Payment openTopUp(Vat vat) {
        var now = PAYMENTS.clock().instant();
        var wiring = PAYMENTS.wiring();
        var begun = Payment.begin(
                PAYMENTS.newOrganisation(),
                PAYMENTS.newKey(),
                PaymentFixture.GIULIA,
                now,
                now.plus(Duration.ofHours(2)),
                Eur.of("50"),
                vat,
                Optional.of(PaymentFixture.ACME),
                "seal");
        var payment = wiring.paymentLedger().begin(begun, 1).orElseThrow();
        var returnUrl = URI.create("https://app.example.com/usage/payments");
        var session = new CheckoutSessions(
                        wiring.api(), wiring.stripeCustomers(), returnUrl, "IT", CheckoutSessions.ThreeDSecure.ANY)
                .openSession(payment);
        var open = payment.withCheckoutSession(session);
        assertThat(wiring.paymentLedger().store().replace(payment, open)).isTrue();
        return open;
    }

    private static Session reportedSession(Payment payment) throws JsonProcessingException {
        var event = new ObjectMapper().readTree(PAYMENTS.events(payment).getLast());
        var session = ApiResource.GSON.fromJson(event.at("/data/object").toString(), Session.class);
        assertThat(session.getPaymentIntentObject()).isNull();
        return session;
    }
}
