package credits.function.reconcile;

import credits.invoicing.store.InvoiceQueries;
import credits.ledger.OrganisationDirectory;
import credits.settings.EnvironmentVariable;
import credits.settings.SellerSettings;
import credits.stripe.InvoiceDueEvent;
import credits.stripe.StripeWiring;
import credits.stripe.VatRefunds;
import credits.vies.ViesClient;
import java.time.Duration;
import java.util.Map;

/// Creates the dependencies that this function does not share with the other functions that use Stripe.
final class Wiring {
    // Longer than in a member's request, because nobody is waiting.
    private static final Duration VIES_TIMEOUT = Duration.ofSeconds(10);

    private Wiring() {}

    static MissingInvoiceCheck missingInvoiceCheck(
            StripeWiring wiring,
            OrganisationDirectory organisations,
            TaskRunner tasks,
            Map<String, String> environment) {
        var seller = SellerSettings.parse(EnvironmentVariable.SELLER.require(environment));
        var invoiceQueue = InvoiceDueEvent.queue(environment);
        return new MissingInvoiceCheck(
                organisations,
                wiring.paymentLedger().store(),
                new InvoiceQueries(wiring.dynamo(), wiring.tableName()),
                invoiceQueue,
                new VatEvidenceCheck(wiring.profileStore()),
                new VatCorrection(
                        wiring.profileStore(),
                        wiring.paymentLedger(),
                        new VatRefunds(wiring.api()),
                        invoiceQueue,
                        seller.seller().address().country(),
                        Duration.ofDays(Long.parseLong(EnvironmentVariable.INVOICE_REISSUE_DAYS.require(environment)))),
                seller.timeZone(),
                tasks);
    }

    static VatIdCheck vatIdCheck(
            StripeWiring wiring,
            OrganisationDirectory organisations,
            TaskRunner tasks,
            Map<String, String> environment) {
        return new VatIdCheck(
                organisations,
                wiring.profileStore(),
                ViesClient.from(environment, VIES_TIMEOUT),
                Duration.ofDays(Long.parseLong(EnvironmentVariable.VAT_ID_MAX_AGE_DAYS.require(environment))),
                tasks);
    }
}
