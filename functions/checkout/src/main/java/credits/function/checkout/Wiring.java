package credits.function.checkout;

import credits.api.TopUpRequest;
import credits.invoicing.VatRateTable;
import credits.money.Eur;
import credits.settings.EnvironmentVariable;
import credits.stripe.CheckoutSessions;
import credits.stripe.StripeWiring;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The function's dependencies, created once per execution environment.
record Wiring(TopUpCheckout topUps, TopUpRequest.AmountRange amountRange) {
    private static final int CURSOR_KEY_BYTES = 16;

    static Wiring of(Map<String, String> environment, InstantSource clock) {
        return of(environment, StripeWiring.of(environment, clock));
    }

    static Wiring of(Map<String, String> environment, StripeWiring stripe) {
        var seller = EnvironmentVariable.SELLER_COUNTRY.require(environment);
        var sessions = new CheckoutSessions(
                stripe.api(),
                stripe.stripeCustomers(),
                URI.create(EnvironmentVariable.RETURN_URL.require(environment)),
                seller);
        var random = new SecureRandom();
        var topUps = new TopUpCheckout(
                stripe.paymentLedger(),
                stripe.profileStore(),
                sessions,
                stripe.fulfilment(),
                vatTable(environment, seller),
                ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment)),
                () -> newCursorKey(random));
        return new Wiring(topUps, amountRange(environment));
    }

    private static Optional<VatRateTable> vatTable(Map<String, String> environment, String seller) {
        return switch (EnvironmentVariable.VAT_MODE.require(environment)) {
            case "static" ->
                Optional.of(VatRateTable.parse(seller, EnvironmentVariable.VAT_RATES.require(environment)));
            case "stripe_tax" -> Optional.empty();
            default -> throw new IllegalStateException("VAT_MODE must be static or stripe_tax");
        };
    }

    private static TopUpRequest.AmountRange amountRange(Map<String, String> environment) {
        return new TopUpRequest.AmountRange(
                Eur.of(EnvironmentVariable.TOP_UP_MINIMUM.require(environment)),
                Eur.of(EnvironmentVariable.TOP_UP_MAXIMUM.require(environment)));
    }

    private static String newCursorKey(SecureRandom random) {
        var seal = new byte[CURSOR_KEY_BYTES];
        random.nextBytes(seal);
        return HexFormat.of().formatHex(seal);
    }
}
