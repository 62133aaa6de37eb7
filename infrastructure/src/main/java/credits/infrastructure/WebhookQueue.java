package credits.infrastructure;

import credits.event.EventType;
import credits.settings.EnvironmentVariable;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Queue of the deliver function: every published event, and one message for each endpoint it goes to, which stays for
/// up to three days. The function itself hides a message until its next attempt.
final class WebhookQueue extends Construct {
    /// The function's timeout for one message: one request to a receiver.
    static final Duration TIMEOUT = Duration.seconds(60);

    // Six times the timeout, as AWS recommends. It counts only when the function is cut off.
    private static final Duration VISIBILITY_TIMEOUT = Duration.minutes(6);
    // The attempts of three days are about a dozen. Whatever comes this often is our fault, and not the receiver's.
    private static final int MAX_RECEIVES = 100;
    // Alone in its invocation, a request waits for no other receiver.
    private static final int BATCH_SIZE = 1;
    private static final int CONCURRENCY = 5;

    private final Queue waiting;

    WebhookQueue(
            Construct scope,
            StageSettings settings,
            AccountTable accounts,
            AccountEventBus events,
            JavaFunction deliver) {
        super(scope, "Webhooks");
        var queue = new StandardQueue(this, "Waiting", settings, VISIBILITY_TIMEOUT, MAX_RECEIVES);
        waiting = queue.queue();
        var types = Arrays.stream(EventType.values()).map(EventType::toString).toList();
        // Some name no organisation.
        events.addRule("ToWebhooks", types, waiting, queue.deadLetterQueue());
        deliver.allowRead(accounts, ItemKind.WEBHOOK_ENDPOINTS, ItemKind.WEBHOOK_DELIVERIES);
        deliver.allowPut(accounts, ItemKind.WEBHOOK_ENDPOINTS, ItemKind.WEBHOOK_DELIVERIES);
        grantSend(deliver);
        deliver.addEventSource(SqsEventSource.Builder.create(waiting)
                .batchSize(BATCH_SIZE)
                .reportBatchItemFailures(true)
                .maxConcurrency(CONCURRENCY)
                .build());
    }

    /// Allows `function` to queue deliveries.
    void grantSend(JavaFunction function) {
        function.setEnvironment(EnvironmentVariable.WEBHOOK_QUEUE_URL, waiting.getQueueUrl());
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(waiting.getQueueArn()))
                .build());
    }
}
