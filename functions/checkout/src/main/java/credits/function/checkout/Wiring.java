package credits.function.checkout;

import credits.stripe.PaymentPage;
import credits.stripe.StripeWiring;
import credits.topup.VatTable;
import credits.wire.TopUpBody;
import credits.wire.Variable;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The function's dependencies, created once per execution environment.
record Wiring(TopUps topUps, TopUpBody.Bounds bounds) {
    private static final int SEAL_BYTES = 16;

    static Wiring of(Map<String, String> environment, InstantSource clock) {
        return of(environment, StripeWiring.of(environment, clock));
    }

    static Wiring of(Map<String, String> environment, StripeWiring stripe) {
        var seller = Variable.SELLER_COUNTRY.in(environment);
        var pages = new PaymentPage(
                stripe.api(), stripe.customers(), URI.create(Variable.RETURN_URL.in(environment)), seller);
        var random = new SecureRandom();
        var topUps = new TopUps(
                stripe.payments(),
                stripe.profiles(),
                pages,
                stripe.fulfilment(),
                vat(environment, seller),
                ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment)),
                () -> seal(random));
        return new Wiring(topUps, bounds(environment));
    }

    private static Optional<VatTable> vat(Map<String, String> environment, String seller) {
        return switch (Variable.VAT_MODE.in(environment)) {
            case "static" -> Optional.of(VatTable.parse(seller, Variable.VAT_RATES.in(environment)));
            case "stripe_tax" -> Optional.empty();
            default -> throw new IllegalStateException("VAT_MODE must be static or stripe_tax");
        };
    }

    private static TopUpBody.Bounds bounds(Map<String, String> environment) {
        return new TopUpBody.Bounds(
                Long.parseLong(Variable.TOP_UP_MINIMUM.in(environment)),
                Long.parseLong(Variable.TOP_UP_MAXIMUM.in(environment)));
    }

    private static String seal(SecureRandom random) {
        var seal = new byte[SEAL_BYTES];
        random.nextBytes(seal);
        return HexFormat.of().formatHex(seal);
    }
}
