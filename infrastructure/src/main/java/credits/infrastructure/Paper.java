package credits.infrastructure;

import credits.wire.Variable;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Queue of the invoice function. Changed payments are retried for up to a day until their documents are issued; one
/// failing payment does not delay the others.
final class Paper extends Construct {
    /// The function's timeout for one batch.
    static final Duration TIMEOUT = Duration.seconds(60);

    private static final Duration VISIBILITY = Duration.minutes(6); // six times the timeout, as AWS recommends
    private static final int ATTEMPTS = 240; // one day at six minutes each
    private static final int BATCH = 5;
    private static final List<String> TYPES = List.of("credits.refunded", "credits.topped_up");

    private final Queue queue;

    Paper(Construct scope, Settings settings, Data data, EventBus events, JavaFunction invoice) {
        super(scope, "Paper");
        var waiting = new PlainQueue(this, "Waiting", settings, VISIBILITY, ATTEMPTS);
        queue = waiting.queue();
        events.deliver("ToPaper", TYPES, queue, waiting.deadLetters());
        invoice.reads(data.accounts(), Items.INVOICES, Items.PROFILES);
        invoice.appendsInTransactions(data.accounts(), Items.INVOICES);
        invoice.changesInTransactions(data.accounts(), Items.INVOICES, Items.PROFILES);
        data.archive().filledBy(invoice);
        invoice.set(Variable.SELLER, settings.seller().text());
        invoice.takes(SqsEventSource.Builder.create(queue)
                .batchSize(BATCH)
                .reportBatchItemFailures(true)
                // Documents of a series are numbered one at a time.
                .maxConcurrency(2)
                .build());
    }

    /// Allows `function` to request missing documents.
    void askedBy(JavaFunction function) {
        function.set(Variable.INVOICE_QUEUE_URL, queue.getQueueUrl());
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .build());
    }
}
