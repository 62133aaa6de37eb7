package credits.function.checkout;

import credits.api.TopUpRequest;
import credits.event.AccountEvent;
import credits.invoicing.VatRateTable;
import credits.invoicing.store.InvoiceQueries;
import credits.money.Eur;
import credits.payment.TopUpCaps;
import credits.settings.EnvironmentVariable;
import credits.settings.SellerSettings;
import credits.stripe.CheckoutSessions;
import credits.stripe.InvoiceDueEvent;
import credits.stripe.StripeWiring;
import credits.vies.VatIdVerifier;
import credits.vies.ViesClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The function's dependencies, created once per execution environment.
record Wiring(
        TopUpCheckout topUps,
        StartedTopUps startedTopUps,
        InvoiceReissue invoiceReissue,
        TopUpRequest.AmountRange amountRange) {
    private static final int CURSOR_KEY_BYTES = 16;
    // A buyer is waiting.
    private static final Duration VIES_TIMEOUT = Duration.ofSeconds(3);

    static Wiring of(Map<String, String> environment, InstantSource clock) {
        return of(environment, StripeWiring.of(environment, clock), InvoiceDueEvent.queue(environment));
    }

    static Wiring of(Map<String, String> environment, StripeWiring stripe, Consumer<AccountEvent> invoiceQueue) {
        var seller = SellerSettings.parse(EnvironmentVariable.SELLER.require(environment));
        var country = seller.seller().address().country();
        var sessions = new CheckoutSessions(
                stripe.api(),
                stripe.stripeCustomers(),
                URI.create(EnvironmentVariable.RETURN_URL.require(environment)),
                country,
                CheckoutSessions.ThreeDSecure.valueOf(EnvironmentVariable.THREE_D_SECURE.require(environment)));
        var random = new SecureRandom();
        var startedTopUps = new StartedTopUps(stripe.paymentLedger(), sessions, stripe.fulfilment());
        var topUps = new TopUpCheckout(
                stripe.paymentLedger(),
                new TopUpLimits(
                        stripe.paymentLedger(),
                        caps(environment),
                        Eur.of(EnvironmentVariable.TOP_UP_FIRST_MINIMUM.require(environment))),
                stripe.profileStore(),
                sessions,
                startedTopUps,
                vatTable(environment, country),
                vatIds(environment, stripe),
                seller.timeZone(),
                () -> newCursorKey(random));
        var invoiceReissue = new InvoiceReissue(
                stripe.paymentLedger().store(),
                new InvoiceQueries(stripe.dynamo(), stripe.tableName()),
                stripe.profileStore(),
                vatIds(environment, stripe),
                invoiceQueue,
                Duration.ofDays(Long.parseLong(EnvironmentVariable.INVOICE_REISSUE_DAYS.require(environment))),
                seller.timeZone());
        return new Wiring(topUps, startedTopUps, invoiceReissue, amountRange(environment));
    }

    private static VatIdVerifier vatIds(Map<String, String> environment, StripeWiring stripe) {
        return new VatIdVerifier(
                stripe.profileStore(),
                ViesClient.from(environment, VIES_TIMEOUT),
                Duration.ofDays(Long.parseLong(EnvironmentVariable.VAT_ID_MAX_AGE_DAYS.require(environment))));
    }

    private static Optional<VatRateTable> vatTable(Map<String, String> environment, String seller) {
        return switch (EnvironmentVariable.VAT_MODE.require(environment)) {
            case "static" ->
                Optional.of(VatRateTable.parse(seller, EnvironmentVariable.VAT_RATES.require(environment)));
            case "stripe_tax" -> Optional.empty();
            default -> throw new IllegalStateException("VAT_MODE must be static or stripe_tax");
        };
    }

    private static TopUpCaps caps(Map<String, String> environment) {
        return new TopUpCaps(
                Integer.parseInt(EnvironmentVariable.TOP_UPS_PER_DAY.require(environment)),
                Integer.parseInt(EnvironmentVariable.TOP_UPS_PER_MEMBER.require(environment)),
                Eur.of(EnvironmentVariable.TOP_UP_AMOUNT_PER_DAY.require(environment)),
                Integer.parseInt(EnvironmentVariable.DECLINES_PER_DAY.require(environment)));
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
