package credits.local;

import static credits.local.Shopper.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.events.Mailbox.Mail;
import credits.local.stripe.account.Method;
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

/// Credits bought through the whole system: the API, the stand-in for Stripe, its webhooks, the ledger.
@ExtendWith(SharedSystem.class)
class TopUpTest {
    private final RunningSystem system;
    private final Customer customer;
    private final Shopper shopper;

    TopUpTest(RunningSystem system) {
        this.system = system;
        this.customer = system.stranger();
        this.shopper = new Shopper(customer);
    }

    @Test
    void a_paid_top_up_is_credited_by_its_webhook_and_listed() {
        var opened = shopper.topUp("50.00");
        shopper.stripe().pay(session(opened), Method.CARD);

        shopper.stripe().tick();

        system.await("the credits", () -> shopper.balance().equals("50.00"));
        var payments = customer.read("/v1/payments");
        assertThat(payments.path("balance").asText()).isEqualTo("50.00");
        assertThat(payments.at("/data/0/status").asText()).isEqualTo("paid");
        assertThat(payments.at("/data/0/total").asText()).isEqualTo("61.00");
    }

    @Test
    void a_payment_whose_webhook_is_lost_is_credited_by_asking() {
        var opened = paidUnheard("20.00");

        var asked = customer.read("/v1/top_ups/" + opened.path("id").asText());

        assertThat(asked.path("status").asText()).isEqualTo("paid");
        assertThat(shopper.balance()).isEqualTo("20.00");
        heardAfterAll();
        assertThat(shopper.balance()).isEqualTo("20.00");
    }

    @Test
    void a_payment_whose_webhook_is_lost_and_that_nobody_asks_for_is_credited_by_the_sweep() {
        var _ = paidUnheard("20.00");
        assertThat(shopper.balance()).isEqualTo("0.00");

        var swept = new Clockwork(system).now("sweep");

        assertThat(swept).contains("\"failed\":0");
        assertThat(shopper.balance()).isEqualTo("20.00");
        heardAfterAll();
        assertThat(shopper.balance()).isEqualTo("20.00");
    }

    @Test
    void who_pays_and_closes_the_browser_has_the_credits_all_the_same() throws Exception {
        var opened = shopper.topUp("20.00");

        var page = send("POST", opened.path("checkout_url").asText(), "method=CARD&then=close");

        assertThat(page.statusCode()).isEqualTo(200);
        system.await("the credits", () -> shopper.balance().equals("20.00"));
    }

    @Test
    void who_cancels_is_led_back_and_has_paid_nothing_and_may_still_pay() throws Exception {
        var opened = shopper.topUp("20.00");
        var url = opened.path("checkout_url").asText();

        var page = send("GET", url, "");

        var back = system.local().address() + "/payments?top_up="
                + opened.path("id").asText() + "&amp;cancelled";
        assertThat(page.body()).contains("href=\"" + back + "\"");
        assertThat(shopper.status(opened)).isEqualTo("open");
        assertThat(shopper.balance()).isEqualTo("0.00");
        assertThat(send("POST", url, "method=CARD&then=close").statusCode()).isEqualTo(200);
        system.await("the credits", () -> shopper.balance().equals("20.00"));
    }

    @Test
    void a_direct_debit_is_processing_until_the_bank_says_so() {
        shopper.stripe().closeBanks();
        var opened = shopper.topUp("20.00");
        shopper.stripe().pay(session(opened), Method.SEPA_PAID_LATER);
        var path = "/v1/top_ups/" + opened.path("id").asText();

        assertThat(customer.read(path).path("status").asText()).isEqualTo("processing");
        assertThat(shopper.balance()).isEqualTo("0.00");
        shopper.stripe().honour(session(opened));
        assertThat(customer.read(path).path("status").asText()).isEqualTo("paid");
        assertThat(shopper.balance()).isEqualTo("20.00");
    }

    @Test
    void a_declined_card_leaves_the_page_open_and_credits_nothing() {
        var opened = shopper.topUp("20.00");

        assertThat(shopper.stripe().pay(session(opened), Method.DECLINED_CARD)).isFalse();

        assertThat(shopper.status(opened)).isEqualTo("open");
        assertThat(shopper.balance()).isEqualTo("0.00");
    }

    @Test
    void whoever_is_listed_is_written_to_once_and_led_to_the_payment_and_its_invoice() {
        var listed = Map.of("If-Match", "*", "Content-Type", "application/json");
        var address = "giulia@" + customer.organisation().replace('_', '-') + ".example";
        var body = "{\"alert_recipients\":[\"%s\"],\"alert_threshold\":null,\"allowed_limit\":null}".formatted(address);
        assertThat(customer.putLimits(listed, body).statusCode()).isEqualTo(200);
        var opened = shopper.topUp("50.00");
        shopper.stripe().pay(session(opened), Method.CARD);

        shopper.stripe().tick();

        system.await("the e-mail", () -> !mailTo(address).isEmpty());
        assertThat(mailTo(address)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Ricarica ricevuta – " + customer.organisation());
            assertThat(mail.text())
                    .contains("/payments?top_up=" + opened.path("id").asText() + "\n", "50,00\u00a0€", "fattura");
        });
    }

    /// Somebody edits what the page says it pays for, in Stripe's dashboard.
    @Test
    void a_payment_that_does_not_agree_is_told_to_the_operator_once_and_credits_nobody() {
        var opened = shopper.topUp("50.00");
        var session = session(opened);
        shopper.stripe().edit(session, page -> ((ObjectNode) page.path("metadata")).put("organisation", "nobody"));
        shopper.stripe().pay(session, Method.CARD);

        shopper.stripe().tick();
        system.await("the e-mail", () -> !operatorsMail(session).isEmpty());
        for (int each = 0; each < 3; each++) {
            var asked = customer.read("/v1/top_ups/" + opened.path("id").asText());
            assertThat(asked.path("status").asText()).isEqualTo("open");
        }
        shopper.stripe().tick();

        assertThat(shopper.balance()).isEqualTo("0.00");
        assertThat(operatorsMail(session)).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("operations@dev.example.com");
            assertThat(mail.text()).contains("unknown").doesNotContain(customer.organisation());
        });
    }

    private List<Mail> operatorsMail(String session) {
        return system.local().mailbox().taken().stream()
                .filter(mail -> mail.subject().equals("A payment was quarantined – " + session))
                .toList();
    }

    private List<Mail> mailTo(String address) {
        return system.local().mailbox().taken().stream()
                .filter(mail -> mail.to().equals(address))
                .toList();
    }

    /// Paid, and whatever Stripe tells of it is on its way for as long as the test likes.
    private JsonNode paidUnheard(String amount) {
        var opened = shopper.topUp(amount);
        shopper.stripe().webhooks().hold();
        assertThat(shopper.stripe().pay(session(opened), Method.CARD)).isTrue();
        shopper.stripe().tick();
        return opened;
    }

    private void heardAfterAll() {
        shopper.stripe().webhooks().release(true);
        shopper.stripe().tick();
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
