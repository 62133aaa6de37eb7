package credits.local.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.local.clock.ShiftedClock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StripeConnectionTest {
    private static final String ADDRESS = "http://localhost:8080";

    @Test
    void without_a_key_payments_go_to_the_fake_which_calls_the_webhook() {
        var stripeConnection = payments(Map.of());

        try (var standIn = stripeConnection.fakeStripe().orElseThrow()) {
            assertThat(stripeConnection.environment()).containsEntry("STRIPE_API_BASE", standIn.address());
            assertThat(stripeConnection.description()).startsWith(standIn.address());
            assertThat(standIn.webhooks().endpoint().orElseThrow().toString())
                    .isEqualTo(ADDRESS + "/v1/stripe/webhook");
            assertThat(standIn.webhooks().endpoint().orElseThrow().secrets())
                    .isEqualTo(stripeConnection.webhookSecrets());
        }
    }

    @Test
    void with_a_test_key_payments_go_to_Stripe_itself() {
        var stripeConnection =
                payments(Map.of("STRIPE_API_KEY", "sk_test_abc", "STRIPE_WEBHOOK_SECRET", "whsec_a,whsec_b"));

        assertThat(stripeConnection.fakeStripe()).isEmpty();
        assertThat(stripeConnection.apiKey()).isEqualTo("sk_test_abc");
        assertThat(stripeConnection.webhookSecrets()).isEqualTo(List.of("whsec_a", "whsec_b"));
        assertThat(stripeConnection.environment()).doesNotContainKey("STRIPE_API_BASE");
    }

    @Test
    void without_a_webhook_secret_the_description_explains_the_consequence() {
        assertThat(payments(Map.of("STRIPE_API_KEY", "sk_test_abc")).description())
                .contains("webhooks are rejected");
    }

    @Test
    void a_live_key_is_rejected() {
        assertThatThrownBy(() -> payments(Map.of("STRIPE_API_KEY", "sk_live_abc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nothing was started")
                .hasMessageNotContaining("sk_live_abc");
    }

    private static StripeConnection payments(Map<String, String> environment) {
        return StripeConnection.create(environment, ADDRESS, ShiftedClock.REAL, new Random(1));
    }
}
