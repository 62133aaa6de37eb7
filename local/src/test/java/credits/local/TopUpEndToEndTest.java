package credits.local;

import static credits.local.TopUpCustomer.sessionIdOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.aws.service.FakeSes.SentEmail;
import credits.local.stripe.account.TestPaymentMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Top-ups through the whole system: the API, the fake Stripe, its webhooks, the ledger.
@ExtendWith(SharedSystemResolver.class)
class TopUpEndToEndTest {
    private final RunningSystem system;
    private final TestCustomer customer;
    private final TopUpCustomer buyer;

    TopUpEndToEndTest(RunningSystem system) {
        this.system = system;
        this.customer = system.newOrganisation();
        this.buyer = new TopUpCustomer(customer);
    }

    @Test
    void a_paid_top_up_is_credited_by_its_webhook_and_listed() {
        var opened = buyer.beginTopUp("50.00");
        buyer.stripe().pay(sessionIdOf(opened), TestPaymentMethod.CARD);

        buyer.stripe().tick();

        system.await("the credits", () -> buyer.balance().equals("50.00"));
        var payments = customer.read("/v1/payments");
        assertThat(payments.path("balance").asText()).isEqualTo("50.00");
        assertThat(payments.at("/data/0/status").asText()).isEqualTo("paid");
        assertThat(payments.at("/data/0/total").asText()).isEqualTo("61.00");
    }

    @Test
    void a_payment_whose_webhook_is_lost_is_credited_when_its_status_is_requested() {
        var opened = payWithoutWebhook("20.00");

        var asked = customer.read("/v1/top_ups/" + opened.path("id").asText());

        assertThat(asked.path("status").asText()).isEqualTo("paid");
        assertThat(buyer.balance()).isEqualTo("20.00");
        deliverWebhooks();
        assertThat(buyer.balance()).isEqualTo("20.00");
    }

    @Test
    void a_payment_whose_webhook_is_lost_is_credited_by_the_sweep() {
        var _ = payWithoutWebhook("20.00");
        assertThat(buyer.balance()).isEqualTo("0.00");

        var swept = new ScheduleClient(system).runTask("sweep");

        assertThat(swept).contains("\"failed\":0");
        assertThat(buyer.balance()).isEqualTo("20.00");
        deliverWebhooks();
        assertThat(buyer.balance()).isEqualTo("20.00");
    }

    @Test
    void a_buyer_who_pays_and_closes_the_browser_still_gets_the_credits() throws Exception {
        var opened = buyer.beginTopUp("20.00");

        var page = send("POST", opened.path("checkout_url").asText(), "method=CARD&then=close");

        assertThat(page.statusCode()).isEqualTo(200);
        system.await("the credits", () -> buyer.balance().equals("20.00"));
    }

    @Test
    void a_buyer_who_cancels_is_sent_back_unpaid_and_can_still_pay() throws Exception {
        var opened = buyer.beginTopUp("20.00");
        var url = opened.path("checkout_url").asText();

        var page = send("GET", url, "");

        var back = system.localSystem().address() + "/payments?top_up="
                + opened.path("id").asText() + "&amp;cancelled";
        assertThat(page.body()).contains("href=\"" + back + "\"");
        assertThat(buyer.status(opened)).isEqualTo("open");
        assertThat(buyer.balance()).isEqualTo("0.00");
        assertThat(send("POST", url, "method=CARD&then=close").statusCode()).isEqualTo(200);
        system.await("the credits", () -> buyer.balance().equals("20.00"));
    }

    @Test
    void a_direct_debit_is_processing_until_the_bank_confirms_it() {
        buyer.stripe().closeBanks();
        var opened = buyer.beginTopUp("20.00");
        buyer.stripe().pay(sessionIdOf(opened), TestPaymentMethod.SEPA_PAID_LATER);
        var path = "/v1/top_ups/" + opened.path("id").asText();

        assertThat(customer.read(path).path("status").asText()).isEqualTo("processing");
        assertThat(buyer.balance()).isEqualTo("0.00");
        buyer.stripe().succeedDebit(sessionIdOf(opened));
        system.await(
                "Stripe's event or the next poll of Stripe",
                () -> customer.read(path).path("status").asText().equals("paid"));
        assertThat(buyer.balance()).isEqualTo("20.00");
    }

    @Test
    void a_declined_card_leaves_the_page_open_and_credits_nothing() {
        var opened = buyer.beginTopUp("20.00");

        assertThat(buyer.stripe().pay(sessionIdOf(opened), TestPaymentMethod.DECLINED_CARD))
                .isFalse();

        assertThat(buyer.status(opened)).isEqualTo("open");
        assertThat(buyer.balance()).isEqualTo("0.00");
    }

    @Test
    void each_recipient_gets_one_e_mail_with_a_link_to_the_payment() {
        var listed = Map.of("If-Match", "*", "Content-Type", "application/json");
        var address = "giulia@" + customer.organisation().replace('_', '-') + ".example";
        var body = "{\"alert_recipients\":[\"%s\"],\"alert_threshold\":null,\"allowed_limit\":null}".formatted(address);
        assertThat(customer.putLimits(listed, body).statusCode()).isEqualTo(200);
        customer.confirmRecipient(address);
        var opened = buyer.beginTopUp("50.00");
        buyer.stripe().pay(sessionIdOf(opened), TestPaymentMethod.CARD);

        buyer.stripe().tick();

        system.await("the e-mail", () -> !mailTo(address).isEmpty());
        assertThat(mailTo(address)).singleElement().satisfies(email -> {
            assertThat(email.subject()).isEqualTo("La tua ricarica è completata – " + customer.organisation());
            assertThat(email.text())
                    .contains("/payments?top_up=" + opened.path("id").asText() + "\n", "50,00\u00a0€", "fattura");
        });
    }

    /// Somebody edits the session's metadata in Stripe's dashboard.
    @Test
    void a_mismatching_payment_is_quarantined_and_the_operator_notified_once() {
        var opened = buyer.beginTopUp("50.00");
        var session = sessionIdOf(opened);
        buyer.stripe().edit(session, page -> ((ObjectNode) page.path("metadata")).put("organisation", "nobody"));
        buyer.stripe().pay(session, TestPaymentMethod.CARD);

        buyer.stripe().tick();
        system.await("the e-mail", () -> !operatorsMail(session).isEmpty());
        for (int each = 0; each < 3; each++) {
            var asked = customer.read("/v1/top_ups/" + opened.path("id").asText());
            assertThat(asked.path("status").asText()).isEqualTo("open");
        }
        buyer.stripe().tick();

        assertThat(buyer.balance()).isEqualTo("0.00");
        assertThat(operatorsMail(session)).singleElement().satisfies(email -> {
            assertThat(email.to()).isEqualTo("operations@dev.example.com");
            assertThat(email.text()).contains("unknown").doesNotContain(customer.organisation());
        });
    }

    private List<SentEmail> operatorsMail(String session) {
        return system.localSystem().mailService().sentEmails().stream()
                .filter(email -> email.subject().equals("A payment was quarantined – " + session))
                .toList();
    }

    private List<SentEmail> mailTo(String address) {
        return system.localSystem().mailService().sentEmails().stream()
                .filter(email -> email.to().equals(address))
                .filter(email -> !email.text().contains("/confirm#"))
                .toList();
    }

    /// Pays, while all webhooks are held back until the test releases them.
    private JsonNode payWithoutWebhook(String amount) {
        var opened = buyer.beginTopUp(amount);
        buyer.stripe().webhooks().hold();
        assertThat(buyer.stripe().pay(sessionIdOf(opened), TestPaymentMethod.CARD))
                .isTrue();
        buyer.stripe().tick();
        return opened;
    }

    private void deliverWebhooks() {
        buyer.stripe().webhooks().release(true);
        buyer.stripe().tick();
    }

    private static HttpResponse<String> send(String method, String url, String form) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(form));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
