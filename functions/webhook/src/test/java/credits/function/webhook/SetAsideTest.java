package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.Invocation;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Method;
import credits.stripe.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signed events that contradict our records.
class SetAsideTest {
    private static final Shop SHOP = new Shop();

    private final Invocation webhook = new Invocation(new WebhookHandler(SHOP.wiring()));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    /// Each case is what an attacker or a slip in the dashboard may do to a paid session. Nobody is credited, and an
    /// operator is notified.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/amount_subtotal:4999",
                "/amount_subtotal:500000",
                "/amount_subtotal:0",
                "/amount_total:5000",
                "/amount_total:0",
                "/currency:\"usd\"",
                "/livemode:true",
                "/client_reference_id:\"pay_other\"",
                "/customer:\"cus_other\"",
                "/id:\"cs_test_other\"",
                "/mode:\"setup\"",
                "/metadata/payment:\"01KAPG3V00Q7Y7M2B4C6D8E0FH\"",
                "/metadata/organisation:\"somebody\"",
                "/metadata/organisation:\"not an id!\"",
                "/payment_status:\"no_payment_required\""
            })
    void what_differs_from_our_record_credits_nobody_and_is_set_aside(String edit) throws Exception {
        var payment = SHOP.topUp(SHOP.organisation(), 5_000);
        SHOP.stripe().pay(SHOP.session(payment), Method.CARD);
        var edited = edited(SHOP.events(payment).getFirst(), edit);

        var answer = webhook.call(Delivered.now(edited, SHOP));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(webhook.log()).contains("payment_quarantined");
        assertThat(SHOP.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(SHOP.stored(payment)).isEqualTo(payment);
    }

    @Test
    void a_page_paid_for_one_organisation_cannot_be_pointed_at_another_s_top_up() throws Exception {
        var payment = SHOP.topUp(SHOP.organisation(), 5_000);
        var victim = SHOP.topUp(SHOP.organisation(), 5_000);
        SHOP.stripe().pay(SHOP.session(payment), Method.CARD);
        var event = edited(SHOP.events(payment).getFirst(), "/metadata/organisation:\"" + victim.organisation() + "\"");
        event = edited(event, "/metadata/payment:\"" + victim.id() + "\"");

        tell(event);

        assertThat(SHOP.balance(victim.organisation())).isEqualTo("0.00");
        assertThat(SHOP.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(webhook.log()).contains("\"reason\":\"session\"");
    }

    @Test
    void a_session_of_another_application_is_none_of_ours() throws Exception {
        var payment = SHOP.topUp(SHOP.organisation(), 5_000);
        SHOP.stripe().pay(SHOP.session(payment), Method.CARD);
        var event = edited(SHOP.events(payment).getFirst(), "/metadata:{}");

        tell(event);

        assertThat(SHOP.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(webhook.log()).doesNotContain("quarantined");
    }

    @Test
    void an_event_of_test_mode_credits_nothing_on_a_live_stage() {
        try (var live = new Shop(LocalTable.DYNAMO, true)) {
            var payment = live.topUp(live.organisation(), 5_000);
            live.stripe().pay(live.session(payment), Method.CARD);
            var handler = new Invocation(new WebhookHandler(live.wiring()));
            var event = live.events(payment).getFirst();

            assertThat(handler.call(Delivered.now(event, live)).status()).isEqualTo(200);

            assertThat(handler.log()).contains("payment_quarantined").contains("\"reason\":\"mode\"");
            assertThat(live.balance(payment.organisation())).isEqualTo("0.00");
        }
    }

    @Test
    void an_event_of_another_api_version_is_answered_by_asking_stripe() throws Exception {
        var payment = SHOP.topUp(SHOP.organisation(), 5_000);
        SHOP.stripe().pay(SHOP.session(payment), Method.CARD);
        var event = SHOP.events(payment).getFirst().replace("2026-07-29.dahlia", "2019-02-19");

        tell(event);

        assertThat(SHOP.balance(payment.organisation())).isEqualTo("50.00");
    }

    private void tell(String event) {
        assertThat(webhook.call(Delivered.now(event, SHOP)).status()).isEqualTo(200);
    }

    private static String edited(String event, String edit) throws JsonProcessingException {
        var mapper = new ObjectMapper();
        var tree = mapper.readTree(event);
        int end = edit.indexOf(':');
        var path = edit.substring(0, end);
        var parent = (ObjectNode) tree.at("/data/object" + path.substring(0, path.lastIndexOf('/')));
        parent.set(path.substring(path.lastIndexOf('/') + 1), mapper.readTree(edit.substring(end + 1)));
        return tree.toString();
    }
}
