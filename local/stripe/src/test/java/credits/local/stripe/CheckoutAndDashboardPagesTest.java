package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.param.checkout.SessionCreateParams;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutAndDashboardPagesTest {
    private final FakeStripeFixture fixture = new FakeStripeFixture();
    private final HttpClient browser = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        browser.shutdownNow();
        fixture.close();
    }

    @Test
    void the_checkout_page_shows_items_net_tax_and_total() throws Exception {
        var session = fixture.client
                .v1()
                .checkout()
                .sessions()
                .create(FakeStripeFixture.sessionParams(10_000)
                        .setAutomaticTax(SessionCreateParams.AutomaticTax.builder()
                                .setEnabled(true)
                                .build())
                        .build());

        var page = get("/c/pay/" + session.getId() + "?country=DE").body();

        assertThat(page).contains("Credits", "€100.00", "VAT 19 %", "€19.00", "Pay €119.00");
        assertThat(page).contains("href=\"https://app.example.com/usage\"");
    }

    @Test
    void a_buyer_who_pays_is_redirected_with_the_session_id() throws Exception {
        var session = fixture.openSession(10_000);

        var answer = post("/c/pay/" + session.getId(), "method=CARD&then=return");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("https://app.example.com/top-up?session=" + session.getId());
        assertThat(fixture.retrieve(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_buyer_who_closes_the_browser_has_still_paid() throws Exception {
        var session = fixture.openSession(10_000);

        var answer = post("/c/pay/" + session.getId(), "method=CARD&then=close");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(fixture.retrieve(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_declined_buyer_stays_on_the_page_and_sees_why() throws Exception {
        var session = fixture.openSession(10_000);

        var answer = post("/c/pay/" + session.getId(), "method=DECLINED_CARD&then=return");

        assertThat(answer.body()).contains("role=\"alert\"", "Your card was declined");
        assertThat(fixture.retrieve(session).getStatus()).isEqualTo("open");
    }

    @Test
    void names_that_look_like_markup_are_shown_as_text() throws Exception {
        var session = fixture.client
                .v1()
                .checkout()
                .sessions()
                .create(FakeStripeFixture.sessionParams(10_000)
                        .setClientReferenceId("<b>&")
                        .build());

        var pay = post("/c/pay/" + session.getId(), "method=DECLINED_CARD&name=" + encoded("\"><script>x</script>"));

        assertThat(pay.body()).doesNotContain("<script>").contains("&quot;&gt;&lt;script&gt;");
        assertThat(get("/").body()).doesNotContain("<b>&").contains("&lt;b&gt;&amp;");
        assertThat(pay.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
    }

    @Test
    void the_dashboard_refunds_or_shows_why_it_cannot() throws Exception {
        var session = fixture.openSession(10_000).getId();
        var _ = post("/c/pay/" + session, "method=CARD");
        var intent = fixture.stripe.paymentIntentOf(session);

        var refunded = post("/control", "action=refund&id=" + intent + "&amount=12%2C50");
        var refused = post("/control", "action=refund&id=" + intent + "&amount=100.00");

        assertThat(refunded.statusCode()).isEqualTo(303);
        assertThat(get("/").body()).contains("Refund of €12.50: succeeded");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("greater than unrefunded amount");
    }

    @Test
    void an_unknown_session_is_not_found() throws Exception {
        assertThat(get("/c/pay/cs_test_unknown").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(fixture.stripe.address() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(fixture.stripe.address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
