package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionRetrieveParams;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.webhook.WebhookEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastStripeTest {
    private static final Instant PAST = FakeStripeFixture.START.minus(Duration.ofDays(300));

    private final FakeStripeFixture fixture = new FakeStripeFixture();
    private final PastStripe past = fixture.stripe.inThePast(() -> PAST);

    @AfterEach
    void stop() {
        past.close();
        fixture.close();
    }

    @Test
    void a_session_of_the_past_is_paid_then_although_it_would_be_overdue_now() throws StripeException {
        var session = openSession();

        past.withoutExpiry(() -> {
            fixture.stripe.tick();
            past.pay(session.getId(), TestPaymentMethod.CARD);
        });

        var charge = SessionRetrieveParams.builder()
                .addExpand("payment_intent.latest_charge")
                .build();
        var paid = fixture.client.v1().checkout().sessions().retrieve(session.getId(), charge);
        assertThat(paid.getStatus()).isEqualTo("complete");
        assertThat(paid.getCreated()).isEqualTo(PAST.getEpochSecond());
        assertThat(paid.getPaymentIntentObject().getLatestChargeObject().getCreated())
                .isEqualTo(PAST.getEpochSecond());
    }

    @Test
    void what_happened_in_the_past_is_not_reported_now() throws StripeException {
        var endpoint = new WebhookEndpoint(URI.create("http://localhost:1/"), List.of("whsec"));
        fixture.stripe.webhooks().deliverTo(endpoint);

        var session = openSession();
        past.withoutExpiry(() -> past.pay(session.getId(), TestPaymentMethod.CARD));
        var refund = past.refund(session.getId(), 100, List.of("whsec"));

        assertThat(refund.body()).contains("refund.created");
        assertThat(refund.signature()).startsWith("t=" + PAST.getEpochSecond() + ",v1=");
        assertThat(fixture.stripe.tick()).isZero();
    }

    private Session openSession() throws StripeException {
        var client = StripeClient.builder()
                .setApiKey(FakeStripeSettings.API_KEY)
                .setApiBase(past.address())
                .build();
        return client.v1()
                .checkout()
                .sessions()
                .create(FakeStripeFixture.sessionParams(10_000).build());
    }
}
