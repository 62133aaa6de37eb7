package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.events.Mailbox.Mail;
import credits.local.stripe.StripeStandIn;
import credits.local.stripe.account.Method;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Credits bought through the whole system: the API, the stand-in for Stripe, its webhooks, the ledger.
class TopUpTest {
    private static final RunningSystem SYSTEM = RunningSystem.start();
    static final String PROFILE = """
            {"legal_name":"Acme S.r.l.","address":{"line1":"Via Roma 1","line2":null,"postal_code":"20121",\
            "city":"Milano","region":"MI","country":"IT"},"vat_id":"IT12345678903","language":"it",\
            "email":"accounts@acme.example"}""";

    private final Customer customer = SYSTEM.stranger();

    @AfterAll
    static void stop() {
        SYSTEM.close();
    }

    @Test
    void a_paid_top_up_is_credited_by_its_webhook_and_listed() {
        var opened = topUp("50.00");
        stripe().pay(session(opened), Method.CARD);

        stripe().tick();

        SYSTEM.await("the credits", () -> balance().equals("50.00"));
        var payments = customer.read("/v1/payments");
        assertThat(payments.path("balance").asText()).isEqualTo("50.00");
        assertThat(payments.at("/data/0/status").asText()).isEqualTo("paid");
        assertThat(payments.at("/data/0/total").asText()).isEqualTo("61.00");
    }

    @Test
    void a_payment_whose_webhook_is_lost_is_credited_by_asking() {
        var opened = topUp("20.00");
        stripe().pay(session(opened), Method.CARD);

        var asked = customer.read("/v1/top_ups/" + opened.path("id").asText());

        assertThat(asked.path("status").asText()).isEqualTo("paid");
        assertThat(balance()).isEqualTo("20.00");
    }

    @Test
    void a_direct_debit_is_processing_until_the_bank_says_so() {
        var opened = topUp("20.00");
        stripe().pay(session(opened), Method.SEPA_PAID_LATER);
        var path = "/v1/top_ups/" + opened.path("id").asText();

        assertThat(customer.read(path).path("status").asText()).isEqualTo("processing");
        assertThat(balance()).isEqualTo("0.00");
        stripe().honour(session(opened));
        assertThat(customer.read(path).path("status").asText()).isEqualTo("paid");
        assertThat(balance()).isEqualTo("20.00");
    }

    @Test
    void a_declined_card_leaves_the_page_open_and_credits_nothing() {
        var opened = topUp("20.00");

        assertThat(stripe().pay(session(opened), Method.DECLINED_CARD)).isFalse();

        assertThat(customer.read("/v1/top_ups/" + opened.path("id").asText())
                        .path("status")
                        .asText())
                .isEqualTo("open");
        assertThat(balance()).isEqualTo("0.00");
    }

    @Test
    void whoever_is_listed_is_written_to_once_and_led_to_the_payment_and_its_invoice() {
        var listed = Map.of("If-Match", "*", "Content-Type", "application/json");
        var body = "{\"alert_recipients\":[\"giulia@acme.example\"],\"alert_threshold\":null,\"allowed_limit\":null}";
        assertThat(customer.putLimits(listed, body).statusCode()).isEqualTo(200);
        var opened = topUp("50.00");
        stripe().pay(session(opened), Method.CARD);

        stripe().tick();

        SYSTEM.await("the e-mail", () -> !mailTo("giulia@acme.example").isEmpty());
        assertThat(mailTo("giulia@acme.example")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Ricarica ricevuta – " + customer.organisation());
            assertThat(mail.text())
                    .contains("/payments?top_up=" + opened.path("id").asText() + "\n", "50,00\u00a0€", "fattura");
        });
    }

    /// Somebody edits what the page says it pays for, in Stripe's dashboard.
    @Test
    void a_payment_that_does_not_agree_is_told_to_the_operator_once_and_credits_nobody() {
        var opened = topUp("50.00");
        var session = session(opened);
        stripe().edit(session, page -> ((ObjectNode) page.path("metadata")).put("organisation", "nobody"));
        stripe().pay(session, Method.CARD);

        stripe().tick();
        SYSTEM.await("the e-mail", () -> !operatorsMail(session).isEmpty());
        for (int each = 0; each < 3; each++) {
            var asked = customer.read("/v1/top_ups/" + opened.path("id").asText());
            assertThat(asked.path("status").asText()).isEqualTo("open");
        }
        stripe().tick();

        assertThat(balance()).isEqualTo("0.00");
        assertThat(operatorsMail(session)).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("operations@dev.example.com");
            assertThat(mail.text()).contains("unknown").doesNotContain(customer.organisation());
        });
    }

    private static List<Mail> operatorsMail(String session) {
        return SYSTEM.local().mailbox().taken().stream()
                .filter(mail -> mail.subject().equals("A payment is set aside – " + session))
                .toList();
    }

    private static List<Mail> mailTo(String address) {
        return SYSTEM.local().mailbox().taken().stream()
                .filter(mail -> mail.to().equals(address))
                .toList();
    }

    private JsonNode topUp(String amount) {
        var json = Map.of("Content-Type", "application/json");
        var saved = SYSTEM.http().put("/v1/billing_profile", customer.token("owner"), json, PROFILE);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        var key = Ulid.next(Instant.now(), new Random());
        var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
        HttpResponse<String> opened = SYSTEM.http()
                .call("POST", "/v1/top_ups", customer.token("owner"), headers, "{\"amount\":\"" + amount + "\"}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        return RunningSystem.json(opened.body());
    }

    private String balance() {
        return customer.overview().path("balance").asText();
    }

    private static StripeStandIn stripe() {
        return SYSTEM.local().payments().standIn().orElseThrow();
    }

    private static String session(JsonNode opened) {
        var url = opened.path("checkout_url").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
