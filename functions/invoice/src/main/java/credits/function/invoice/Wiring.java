package credits.function.invoice;

import credits.archive.DocumentArchive;
import credits.aws.AwsClients;
import credits.function.invoice.pdf.InvoiceBranding;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.payment.store.PaymentStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import credits.settings.SellerSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Creates the function's dependencies, once per execution environment.
final class Wiring {
    // Numbers are assigned one at a time, so concurrent documents of a series wait for each other.
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(20);

    private Wiring() {}

    static InvoiceSync invoiceSync(Map<String, String> environment, InstantSource clock) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var sellerSettings = SellerSettings.parse(EnvironmentVariable.SELLER.require(environment));
        var archive = DocumentArchive.of(environment);
        var logo = sellerSettings.hasLogo() ? Optional.of(archive.readBrandAsset("logo")) : Optional.<byte[]>empty();
        var invoiceIssuance =
                new InvoiceIssuance(dynamo, table, RetryPolicy.withinBudget(RETRY_TIMEOUT, new SecureRandom()));
        var queries = new InvoiceQueries(dynamo, table);
        return new InvoiceSync(
                new PaymentStore(dynamo, table),
                queries,
                new DocumentIssuer(
                        invoiceIssuance,
                        queries,
                        new InvoiceRenderer(new InvoiceBranding(sellerSettings.brandColour(), logo)),
                        archive,
                        clock),
                sellerSettings.seller(),
                sellerSettings.timeZone());
    }
}
