package credits.function.invoice;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.archive.DocumentArchive;
import credits.function.invoice.pdf.InvoiceBranding;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.payment.store.PaymentStore;
import credits.retry.RetryPolicy;
import credits.settings.SellerSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The function that issues documents, on simulated services.
public final class SimulatedInvoice {
    private SimulatedInvoice() {}

    public static RequestStreamHandler newHandler(
            DynamoDbClient dynamo,
            String table,
            DocumentArchive archive,
            SellerSettings settings,
            Supplier<RetryPolicy> retryPolicies,
            InstantSource clock) {
        var queries = new InvoiceQueries(dynamo, table);
        var renderer = new InvoiceRenderer(new InvoiceBranding(settings.brandColour(), Optional.empty()));
        var issuance = new InvoiceIssuance(dynamo, table, retryPolicies);
        return new InvoiceHandler(
                new InvoiceSync(
                        new PaymentStore(dynamo, table),
                        queries,
                        new DocumentIssuer(issuance, queries, renderer, archive, clock),
                        settings.seller(),
                        settings.timeZone()),
                clock);
    }
}
