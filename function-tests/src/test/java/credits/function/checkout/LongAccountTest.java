package credits.function.checkout;

import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LongAccountTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final int SEGMENTS = 300;

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    /// The key is older than the window of recent IDs, so it is looked up in the segments before, and the search would
    /// like to leave pages of the index behind. This function may not write them.
    @Test
    void a_key_that_must_be_looked_up_starts_a_top_up() {
        var fixture = TopUpFixture.withBillingProfile(PAYMENTS);
        var now = PAYMENTS.clock().instant();
        var ledger = DynamoDbFixture.ledger();
        for (int each = 0; each < SEGMENTS; each++) {
            var _ = ledger.commit(fixture.organisation(), adjustment("1.00", now));
        }
        var key = new UniqueId((now.minus(Duration.ofMinutes(1)).toEpochMilli() << 16) | 0x7000, 1);

        assertThat(fixture.topUp(key, "50.00").status()).isEqualTo(201);
    }
}
