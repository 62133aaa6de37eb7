package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.identity.UniqueId;
import credits.invoicing.BuyerReferences;
import credits.stripe.PaymentFixture;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The buyer's reference and purchase order that are given with a top-up.
class TopUpReferencesTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final String WITH_ORDER = "{\"amount\":\"50.00\",\"purchase_order\":\"PO-1\"}";

    private final TopUpFixture fixture = TopUpFixture.withoutBillingProfile(PAYMENTS);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void they_take_the_place_of_the_profile_s_on_this_invoice_alone() {
        var ofProfile = new BuyerReferences(Optional.of("CC 17"), Optional.of("PO-0"), Optional.empty());
        PAYMENTS.wiring()
                .profileStore()
                .saveBillingProfile(
                        fixture.organisation(),
                        PaymentFixture.ACME.withReferences(ofProfile),
                        PaymentFixture.SAVED_BY_GIULIA);
        var given = PAYMENTS.newKey();
        var plain = PAYMENTS.newKey();

        assertThat(topUp(given, WITH_ORDER).status()).isEqualTo(201);
        assertThat(topUp(plain, "{\"amount\":\"50.00\"}").status()).isEqualTo(201);

        assertThat(references(given))
                .isEqualTo(new BuyerReferences(Optional.of("CC 17"), Optional.of("PO-1"), Optional.empty()));
        assertThat(references(plain)).isEqualTo(ofProfile);
    }

    /// Red when a key that was used with one purchase order opens a payment page for another.
    @Test
    void a_key_keeps_its_purchase_order() {
        fixture.saveBillingProfile();
        var key = PAYMENTS.newKey();
        var first = topUp(key, WITH_ORDER);

        assertThat(topUp(key, WITH_ORDER).text("checkout_url")).isEqualTo(first.text("checkout_url"));
        assertThat(topUp(key, WITH_ORDER.replace("PO-1", "PO-2")).text("code")).isEqualTo("idempotency-conflict");
    }

    @Test
    void without_a_profile_there_is_nobody_to_refer_to() {
        var key = PAYMENTS.newKey();

        var first = topUp(key, WITH_ORDER);
        var again = topUp(key, WITH_ORDER);

        assertThat(first.text("code")).isEqualTo("billing-profile-required");
        assertThat(again.text("code")).isEqualTo("billing-profile-required");
    }

    private HandlerResponse topUp(UniqueId key, String body) {
        return fixture.call(fixture.request(key, "50.00").withJson(body));
    }

    private BuyerReferences references(UniqueId key) {
        return PAYMENTS.wiring()
                .paymentLedger()
                .store()
                .find(fixture.organisation(), key)
                .orElseThrow()
                .buyer()
                .orElseThrow()
                .references();
    }
}
