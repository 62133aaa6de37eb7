package credits.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaymentsTest {
    private static final String ADDRESS = "http://localhost:8080";

    @Test
    void without_a_key_the_stand_in_is_paid_and_tells_the_webhook() {
        var payments = payments(Map.of());

        try (var standIn = payments.standIn().orElseThrow()) {
            assertThat(payments.environment()).containsEntry("STRIPE_API_BASE", standIn.address());
            assertThat(payments.description()).startsWith(standIn.address());
            assertThat(standIn.webhooks().endpoint().orElseThrow().toString())
                    .isEqualTo(ADDRESS + "/v1/stripe/webhook");
            assertThat(standIn.webhooks().endpoint().orElseThrow().secrets()).isEqualTo(payments.webhookSecrets());
        }
    }

    @Test
    void with_a_test_key_it_is_stripe_itself_and_no_stand_in() {
        var payments = payments(Map.of("STRIPE_API_KEY", "sk_test_abc", "STRIPE_WEBHOOK_SECRET", "whsec_a,whsec_b"));

        assertThat(payments.standIn()).isEmpty();
        assertThat(payments.key()).isEqualTo("sk_test_abc");
        assertThat(payments.webhookSecrets()).isEqualTo(List.of("whsec_a", "whsec_b"));
        assertThat(payments.environment()).doesNotContainKey("STRIPE_API_BASE");
    }

    @Test
    void without_a_webhook_secret_the_person_is_told_what_that_means() {
        assertThat(payments(Map.of("STRIPE_API_KEY", "sk_test_abc")).description())
                .contains("webhooks are refused");
    }

    @Test
    void a_key_that_moves_real_money_is_refused() {
        assertThatThrownBy(() -> payments(Map.of("STRIPE_API_KEY", "sk_live_abc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing was started")
                .hasMessageNotContaining("sk_live_abc");
    }

    private static Payments payments(Map<String, String> environment) {
        return Payments.of(environment, ADDRESS, ShiftedClock.REAL, new Random(1));
    }
}
