package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.stripe.FakeStripe;
import credits.local.stripe.account.TestPaymentMethod;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/// An organisation that buys credits.
record TopUpCustomer(TestCustomer customer) {
    static final String PROFILE = """
            {"legal_name":"Acme S.r.l.","address":{"line1":"Via Roma 1","line2":null,"postal_code":"20121",\
            "city":"Milano","region":"MI","country":"IT"},"vat_id":"IT12345678903","language":"it",\
            "email":"accounts@acme.example"}""";

    /// Saves the billing profile, starts a top-up, and returns the response.
    JsonNode beginTopUp(String amount) {
        return beginTopUp(PROFILE, amount);
    }

    private JsonNode beginTopUp(String profile, String amount) {
        assertThat(saveProfile(profile).statusCode()).isEqualTo(200);
        var key = system().newId();
        var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
        var opened = system().http()
                .call("POST", "/v1/top_ups", customer.token("owner"), headers, "{\"amount\":\"" + amount + "\"}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        return RunningSystem.parseJson(opened.body());
    }

    HttpResponse<String> saveProfile() {
        return saveProfile(PROFILE);
    }

    private HttpResponse<String> saveProfile(String profile) {
        var json = Map.of("Content-Type", "application/json");
        return system().http().put("/v1/billing_profile", customer.token("owner"), json, profile);
    }

    /// Starts a top-up and pays it by card.
    JsonNode payTopUp(String amount) {
        return payTopUp(PROFILE, amount);
    }

    /// Starts a top-up with this billing profile and pays it by card.
    JsonNode payTopUp(String profile, String amount) {
        var opened = beginTopUp(profile, amount);
        assertThat(stripe().pay(sessionIdOf(opened), TestPaymentMethod.CARD)).isTrue();
        stripe().tick();
        return opened;
    }

    /// The status of a top-up.
    String status(JsonNode opened) {
        return customer.read("/v1/top_ups/" + opened.path("id").asText())
                .path("status")
                .asText();
    }

    /// The newest payment in the list of payments.
    JsonNode newestPayment() {
        return customer.read("/v1/payments").at("/data/0");
    }

    List<String> paymentStatuses() {
        var payments = customer.read("/v1/payments").path("data");
        return payments.valueStream()
                .map(payment -> payment.path("status").asText())
                .toList();
    }

    /// The number of invoices and credit notes.
    long documentCount() {
        var payments = customer.read("/v1/payments").path("data");
        return payments.valueStream()
                .mapToLong(payment -> payment.path("credit_notes").size()
                        + (payment.path("invoice").isObject() ? 1 : 0))
                .sum();
    }

    String balance() {
        return customer.overview().path("balance").asText();
    }

    FakeStripe stripe() {
        return system().localSystem().stripeConnection().fakeStripe().orElseThrow();
    }

    /// Stripe's id of a top-up's checkout session.
    static String sessionIdOf(JsonNode opened) {
        var url = opened.path("checkout_url").asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private RunningSystem system() {
        return customer.system();
    }
}
