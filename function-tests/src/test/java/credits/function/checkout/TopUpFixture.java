package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.http.HttpEndpoint;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.stripe.PaymentFixture;
import credits.stripe.StripeWiring;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// An organisation that buys credits: the fixture of the checkout tests.
final class TopUpFixture {
    private static final String SELLER = """
            {"name": "Lumen S.r.l.", "line1": "Via Roma 1", "line2": "", "postal_code": "20121", "city": "Milano",
             "region": "MI", "country": "IT", "vat_id": "IT00743110157", "platform": "Lumen", "registration": "",
             "contact": "", "time_zone": "Europe/Rome", "colour": "#1f4fd8", "logo": false}""";
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("DEFAULT_TIME_ZONE", "Europe/Rome"),
            Map.entry("TOP_UP_MINIMUM", "1"),
            Map.entry("TOP_UP_MAXIMUM", "10000"),
            Map.entry("TOP_UP_FIRST_MINIMUM", "1"),
            Map.entry("TOP_UPS_PER_DAY", "100"),
            Map.entry("TOP_UPS_PER_MEMBER", "100"),
            Map.entry("TOP_UP_AMOUNT_PER_DAY", "1000000"),
            Map.entry("DECLINES_PER_DAY", "10"),
            Map.entry("THREE_D_SECURE", "ANY"),
            Map.entry("RETURN_URL", "https://app.example.com/usage/payments"),
            Map.entry("VAT_MODE", "static"),
            Map.entry("SELLER", SELLER),
            Map.entry("VAT_ID_MAX_AGE_DAYS", "30"),
            Map.entry("VAT_RATES", "IT:22:2013-10-01"));
    /// The time after which Stripe is asked again.
    static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    private static final HttpEndpoint ENDPOINT = EndpointFixture.withRoles(Map.of(
            "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.CREDITS_BUY, ApiPermission.BILLING_READ),
            "member", Set.of(ApiPermission.USAGE_READ)));

    private final PaymentFixture payments;
    private final OrganisationId organisation;
    private final HandlerInvoker checkout;

    private TopUpFixture(PaymentFixture payments, OrganisationId organisation, HandlerInvoker checkout) {
        this.payments = payments;
        this.organisation = organisation;
        this.checkout = checkout;
    }

    /// An organisation with a billing profile.
    static TopUpFixture withBillingProfile(PaymentFixture payments) {
        var fixture = withoutBillingProfile(payments);
        fixture.saveBillingProfile();
        return fixture;
    }

    /// An organisation without a billing profile.
    static TopUpFixture withoutBillingProfile(PaymentFixture payments) {
        return new TopUpFixture(payments, payments.newOrganisation(), checkout(payments.wiring(), Map.of()));
    }

    static HandlerInvoker checkout(StripeWiring wiring, Map<String, String> other) {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(other);
        return new HandlerInvoker(new CheckoutHandler(ENDPOINT, Wiring.of(environment, wiring)));
    }

    /// The same organisation in another execution environment.
    TopUpFixture withSettings(StripeWiring wiring, Map<String, String> settings) {
        return new TopUpFixture(payments, organisation, checkout(wiring, settings));
    }

    OrganisationId organisation() {
        return organisation;
    }

    void saveBillingProfile() {
        payments.wiring()
                .profileStore()
                .saveBillingProfile(organisation, PaymentFixture.ACME, PaymentFixture.SAVED_BY_GIULIA);
    }

    HandlerResponse topUp(UniqueId key, String amount) {
        return checkout.callRoute(request(key, amount));
    }

    HandlerResponse call(TestRequest request) {
        return checkout.callRoute(request);
    }

    TestRequest request(UniqueId key, String amount) {
        return TestRequest.of("POST /v1/top_ups", "", payments.clock().instant())
                .signedInAs(organisation.value(), "[owner]")
                .withHeader("idempotency-key", key.toString())
                .withJson("{\"amount\":\"" + amount + "\"}");
    }

    HandlerResponse find(HandlerResponse topUp) {
        return find(topUp.text("id"));
    }

    // Later than the last time, so that Stripe is asked again.
    private HandlerResponse find(String id) {
        payments.clock().advance(POLL_INTERVAL);
        return poll(id);
    }

    /// Polls the top-up at once, maybe too soon for Stripe to be asked again.
    HandlerResponse poll(String id) {
        var response = checkout.callRoute(
                TestRequest.of("GET /v1/top_ups/{id}", id, payments.clock().instant())
                        .signedInAs(organisation.value(), "[owner]"));
        assertThat(response.status()).isEqualTo(200);
        return response;
    }

    HandlerResponse discard(HandlerResponse topUp) {
        return checkout.callRoute(discardRequest(topUp.text("id")));
    }

    /// Discards the top-up with this key, even if starting it failed.
    HandlerResponse discard(UniqueId key) {
        return checkout.callRoute(discardRequest(new PaymentId(key).toString()));
    }

    TestRequest discardRequest(String id) {
        return TestRequest.of(
                        "POST /v1/top_ups/{id}/expire", id, payments.clock().instant())
                .signedInAs(organisation.value(), "[owner]");
    }

    String status(HandlerResponse topUp) {
        return find(topUp).text("status");
    }

    /// The status of the top-up with this key, even if starting it failed.
    String status(UniqueId key) {
        return find(new PaymentId(key).toString()).text("status");
    }

    String balance() {
        return payments.balance(organisation);
    }

    /// The number of sessions that Stripe opened for a key.
    long sessionCount(UniqueId key) {
        var reference = new PaymentId(key).toString();
        return payments.stripe().objects("checkout.session").stream()
                .filter(page -> page.path("client_reference_id").asText().equals(reference))
                .count();
    }

    static String sessionId(HandlerResponse topUp) {
        var url = topUp.text("checkout_url");
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
