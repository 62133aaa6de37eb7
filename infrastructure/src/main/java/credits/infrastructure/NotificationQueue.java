package credits.infrastructure;

import credits.event.EventType;
import credits.settings.EnvironmentVariable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Queue of the notify function. Events are retried for up to a day while the mail service is unavailable; one failing
/// event does not delay the others.
final class NotificationQueue extends Construct {
    /// The function's timeout for one batch.
    static final Duration TIMEOUT = Duration.seconds(60);

    private static final Duration VISIBILITY_TIMEOUT = Duration.minutes(6); // six times the timeout, as AWS recommends
    private static final int MAX_RECEIVES = 240; // one day at six minutes each
    // Alone in its invocation, an event waits for no other of its batch: recipients are written to one by one.
    private static final int BATCH_SIZE = 1;
    // The event types with an e-mail to members. The others are for systems.
    private static final List<String> EMAILED_EVENT_TYPES = Stream.of(
                    EventType.BALANCE_EXHAUSTED,
                    EventType.INVOICE_ISSUED,
                    EventType.ALERT_CROSSED,
                    EventType.LIMIT_FORECAST,
                    EventType.LIMIT_REACHED,
                    EventType.TOPPED_UP,
                    EventType.USAGE_UNCOVERED)
            .map(EventType::toString)
            .toList();

    private final Queue waiting;

    NotificationQueue(Construct scope, StageSettings settings, AccountEventBus events, JavaFunction notify) {
        super(scope, "Mail");
        var queue = new StandardQueue(this, "Waiting", settings, VISIBILITY_TIMEOUT, MAX_RECEIVES);
        waiting = queue.queue();
        events.addFairRule("ToMail", EMAILED_EVENT_TYPES, queue.queue(), queue.deadLetterQueue());
        // Names no organisation.
        events.addRule(
                "ToOperators",
                List.of(EventType.PAYMENT_QUARANTINED.toString()),
                queue.queue(),
                queue.deadLetterQueue());
        notify.setEnvironment(
                EnvironmentVariable.RETURN_URL, settings.returnUrl().toString());
        notify.setEnvironment(EnvironmentVariable.MAIL_FROM, settings.mailFrom().value());
        notify.setEnvironment(EnvironmentVariable.MAILS_PER_DAY, Integer.toString(settings.mailsPerDay()));
        notify.setEnvironment(
                EnvironmentVariable.OPERATOR_MAIL, settings.alarmMail().value());
        notify.setEnvironment(
                EnvironmentVariable.DEFAULT_LANGUAGE,
                settings.defaultLanguage().name().toLowerCase(Locale.ROOT));
        notify.allow(allowSendFrom(settings));
        notify.addEventSource(SqsEventSource.Builder.create(queue.queue())
                .batchSize(BATCH_SIZE)
                .reportBatchItemFailures(true)
                .maxConcurrency(2)
                .build());
    }

    /// Allows `function` to request e-mails: about what is no event of the bus.
    void grantSend(JavaFunction function) {
        function.setEnvironment(EnvironmentVariable.MAIL_QUEUE_URL, waiting.getQueueUrl());
        function.allow(PolicyStatement.Builder.create()
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(waiting.getQueueArn()))
                .build());
    }

    // The identity is the sender's domain, which is verified once per AWS account, outside this app.
    private PolicyStatement allowSendFrom(StageSettings settings) {
        var address = settings.mailFrom().value();
        return PolicyStatement.Builder.create()
                .actions(List.of("ses:SendEmail"))
                .resources(List.of(Stack.of(this)
                        .formatArn(ArnComponents.builder()
                                .service("ses")
                                .resource("identity")
                                .resourceName(address.substring(address.indexOf('@') + 1))
                                .build())))
                .build();
    }
}
