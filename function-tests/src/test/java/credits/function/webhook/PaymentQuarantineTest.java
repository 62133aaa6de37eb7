package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.HandlerInvoker;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.stripe.PaymentFixture;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Signed events that contradict our records.
class PaymentQuarantineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    private final HandlerInvoker webhook = new HandlerInvoker(new WebhookHandler(PAYMENTS.wiring(), 10, _ -> {}));

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    /// Each case is something that an attacker or a mistake in the dashboard may do to a paid session. Nobody
    /// is credited, and an operator is notified.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /amount_subtotal:4999                             | amount
            /amount_subtotal:500000                           | amount
            /amount_subtotal:0                                | amount
            /amount_total:5000                                | total
            /amount_total:0                                   | total
            /currency:"usd"                                   | currency
            /livemode:true                                    | mode
            /client_reference_id:"pay_other"                  | reference
            /customer:"cus_other"                             | customer
            /id:"cs_test_other"                               | session
            /mode:"setup"                                     | kind
            /metadata/payment:"01KAPG3V00Q7Y7M2B4C6D8E0FH"    | unknown
            /metadata/organisation:"somebody"                 | unknown
            /metadata/organisation:"not an id!"               | unknown
            /payment_status:"no_payment_required"             | unpaid
            /payment_intent:"not an id!"                      | payment
            """)
    void a_session_that_differs_from_our_record_credits_nobody_and_is_quarantined(String edit, String reason)
            throws Exception {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        var edited = edited(PAYMENTS.events(payment).getFirst(), edit);

        var response = webhook.callRoute(WebhookRequestFixture.signedNow(edited, PAYMENTS));

        assertThat(response.status()).isEqualTo(200);
        assertThat(webhook.log()).contains("{\"alarm\":\"payment_quarantined\",\"reason\":\"" + reason + "\",");
        assertThat(quarantinedSource(edited, reason))
                .isEqualTo(JSON.readTree(edited).path("id").asText());
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(PAYMENTS.stored(payment)).isEqualTo(payment);
    }

    @Test
    void a_paid_session_cannot_be_redirected_to_another_organisation_s_top_up() throws Exception {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        var victim = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        var event =
                edited(PAYMENTS.events(payment).getFirst(), "/metadata/organisation:\"" + victim.organisation() + "\"");
        event = edited(event, "/metadata/payment:\"" + victim.id() + "\"");

        deliver(event);

        assertThat(PAYMENTS.balance(victim.organisation())).isEqualTo("0.00");
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(webhook.log()).contains("\"reason\":\"session\"");
    }

    @Test
    void a_session_of_another_application_is_ignored() throws Exception {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        var event = edited(PAYMENTS.events(payment).getFirst(), "/metadata:{}");

        deliver(event);

        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(webhook.log()).doesNotContain("quarantined");
    }

    @Test
    void a_test_mode_event_credits_nothing_on_a_live_stage() {
        try (var live = new PaymentFixture(DynamoDbFixture.DYNAMO, true)) {
            var payment = live.openTopUp(live.newOrganisation(), 5_000);
            live.stripe().pay(live.sessionId(payment), TestPaymentMethod.CARD);
            var handler = new HandlerInvoker(new WebhookHandler(live.wiring(), 10, _ -> {}));
            var event = live.events(payment).getFirst();

            assertThat(handler.callRoute(WebhookRequestFixture.signedNow(event, live))
                            .status())
                    .isEqualTo(200);

            assertThat(handler.log()).contains("payment_quarantined").contains("\"reason\":\"mode\"");
            assertThat(live.balance(payment.organisation())).isEqualTo("0.00");
        }
    }

    @Test
    void an_event_of_another_api_version_is_reloaded_from_stripe() throws Exception {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        var event = PAYMENTS.events(payment).getFirst().replace("2026-07-29.dahlia", "2019-02-19");

        deliver(event);

        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
    }

    private void deliver(String event) {
        assertThat(webhook.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS))
                        .status())
                .isEqualTo(200);
    }

    /// The event that a quarantined item names.
    private static String quarantinedSource(String event, String reason) throws JsonProcessingException {
        var object = JSON.readTree(event).at("/data/object/id").asText();
        var key = Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS("QUARANTINE#2026-11"),
                TableKeys.SORT_KEY, AttributeValue.fromS(object + "#" + reason));
        var item = DynamoDbFixture.DYNAMO
                .getItem(get -> get.tableName(DynamoDbFixture.TABLE_NAME).key(key))
                .item();
        return ItemAttributes.text(item, "event");
    }

    private static String edited(String event, String edit) throws JsonProcessingException {
        var tree = JSON.readTree(event);
        int end = edit.indexOf(':');
        var path = edit.substring(0, end);
        var parent = (ObjectNode) tree.at("/data/object" + path.substring(0, path.lastIndexOf('/')));
        parent.set(path.substring(path.lastIndexOf('/') + 1), JSON.readTree(edit.substring(end + 1)));
        return tree.toString();
    }
}
