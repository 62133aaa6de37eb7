package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.stripe.Shop;
import credits.stripe.StripeWiring;
import credits.topup.PaymentId;
import credits.wire.Claims;
import credits.wire.Permission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An organisation that buys credits: the fixture of the checkout tests.
final class Buying {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DEFAULT_TIME_ZONE", "Europe/Rome",
            "TOP_UP_MINIMUM", "1",
            "TOP_UP_MAXIMUM", "10000",
            "RETURN_URL", "https://app.example.com/usage/payments",
            "VAT_MODE", "static",
            "SELLER_COUNTRY", "IT",
            "VAT_RATES", "IT:22:2013-10-01");
    private static final Claims CLAIMS = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of(
                    "owner", Set.of(Permission.USAGE_READ, Permission.CREDITS_BUY),
                    "member", Set.of(Permission.USAGE_READ)));

    private final Shop shop;
    private final OrganisationId organisation;
    private final Invocation checkout;

    private Buying(Shop shop, OrganisationId organisation, Invocation checkout) {
        this.shop = shop;
        this.organisation = organisation;
        this.checkout = checkout;
    }

    /// An organisation with a billing profile.
    static Buying in(Shop shop) {
        var buying = stranger(shop);
        buying.profile();
        return buying;
    }

    /// An organisation without a billing profile.
    static Buying stranger(Shop shop) {
        return new Buying(shop, shop.organisation(), checkout(shop.wiring(), Map.of()));
    }

    static Invocation checkout(StripeWiring wiring, Map<String, String> other) {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(other);
        return new Invocation(new CheckoutHandler(CLAIMS, Wiring.of(environment, wiring)));
    }

    /// The same organisation in another execution environment.
    Buying by(StripeWiring wiring, Map<String, String> settings) {
        return new Buying(shop, organisation, checkout(wiring, settings));
    }

    OrganisationId organisation() {
        return organisation;
    }

    void profile() {
        shop.wiring().profiles().keep(organisation, Shop.ACME);
    }

    Answer topUp(UniqueId key, String amount) {
        return checkout.call(request(key, amount));
    }

    Answer call(Request request) {
        return checkout.call(request);
    }

    Request request(UniqueId key, String amount) {
        return Request.of("POST /v1/top_ups", "", shop.clock().instant())
                .by(organisation.value(), "[owner]")
                .header("idempotency-key", key.toString())
                .json("{\"amount\":\"" + amount + "\"}");
    }

    Answer find(Answer opened) {
        var found = checkout.call(
                Request.of("GET /v1/top_ups/{id}", opened.of("id"), shop.clock().instant())
                        .by(organisation.value(), "[owner]"));
        assertThat(found.status()).isEqualTo(200);
        return found;
    }

    String status(Answer opened) {
        return find(opened).of("status");
    }

    String balance() {
        return shop.balance(organisation);
    }

    /// The number of sessions that Stripe opened for a key.
    long pages(UniqueId key) {
        var reference = new PaymentId(key).toString();
        return shop.stripe().objects("checkout.session").stream()
                .filter(page -> page.path("client_reference_id").asText().equals(reference))
                .count();
    }

    static String session(Answer opened) {
        var url = opened.of("checkout_url");
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
