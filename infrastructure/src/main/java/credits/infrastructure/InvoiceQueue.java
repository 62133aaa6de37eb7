package credits.infrastructure;

import credits.event.EventType;
import credits.settings.EnvironmentVariable;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Queue of the invoice function. Changed payments are retried for up to a day until their documents are issued; one
/// failing payment does not delay the others.
final class InvoiceQueue extends Construct {
    /// The function's timeout for one batch.
    static final Duration TIMEOUT = Duration.seconds(60);

    private static final Duration VISIBILITY_TIMEOUT = Duration.minutes(6); // six times the timeout, as AWS recommends
    private static final int MAX_RECEIVES = 240; // one day at six minutes each
    private static final int BATCH_SIZE = 5;
    private static final List<String> INVOICED_EVENT_TYPES = Stream.of(EventType.REFUNDED, EventType.TOPPED_UP)
            .map(EventType::toString)
            .toList();

    private final Queue queue;

    InvoiceQueue(
            Construct scope,
            StageSettings settings,
            DataStack dataStack,
            AccountEventBus events,
            JavaFunction invoice) {
        super(scope, "Paper");
        var invoiceQueue = new StandardQueue(this, "Waiting", settings, VISIBILITY_TIMEOUT, MAX_RECEIVES);
        queue = invoiceQueue.queue();
        events.addFairRule("ToPaper", INVOICED_EVENT_TYPES, queue, invoiceQueue.deadLetterQueue());
        invoice.allowRead(dataStack.accountTable(), ItemKind.INVOICES, ItemKind.PROFILES);
        invoice.allowPutInTransactions(dataStack.accountTable(), ItemKind.INVOICES);
        invoice.allowUpdateInTransactions(dataStack.accountTable(), ItemKind.INVOICES, ItemKind.PROFILES);
        dataStack.invoiceBucket().grantWrite(invoice);
        invoice.setEnvironment(EnvironmentVariable.SELLER, settings.seller().json());
        invoice.addEventSource(SqsEventSource.Builder.create(queue)
                .batchSize(BATCH_SIZE)
                .reportBatchItemFailures(true)
                // Documents of a series are numbered one at a time.
                .maxConcurrency(2)
                .build());
    }

    /// Allows `function` to request missing documents.
    void grantSend(JavaFunction function) {
        function.setEnvironment(EnvironmentVariable.INVOICE_QUEUE_URL, queue.getQueueUrl());
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .build());
    }
}
