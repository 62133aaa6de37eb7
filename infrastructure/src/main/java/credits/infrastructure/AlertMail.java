package credits.infrastructure;

import credits.wire.Variable;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.constructs.Construct;

/// Queue of the notify function. Events are retried for up to a day while the mail service is unavailable; one failing
/// event does not delay the others.
final class AlertMail extends Construct {
    /// The function's timeout for one batch.
    static final Duration TIMEOUT = Duration.seconds(60);

    private static final Duration VISIBILITY = Duration.minutes(6); // six times the timeout, as AWS recommends
    private static final int ATTEMPTS = 240; // one day at six minutes each
    private static final int BATCH = 5;
    // The event types with an e-mail. The others are for systems.
    private static final List<String> TYPES = List.of(
            "balance.exhausted",
            "credits.topped_up",
            "limit.alert_crossed",
            "limit.reached",
            "payment.quarantined",
            "usage.uncovered");

    AlertMail(Construct scope, Settings settings, EventBus events, JavaFunction notify) {
        super(scope, "Mail");
        var waiting = new PlainQueue(this, "Waiting", settings, VISIBILITY, ATTEMPTS);
        events.deliver("ToMail", TYPES, waiting.queue(), waiting.deadLetters());
        notify.set(Variable.RETURN_URL, settings.returnUrl().toString());
        notify.set(Variable.MAIL_FROM, settings.mailFrom().value());
        notify.set(Variable.OPERATOR_MAIL, settings.alarmMail().value());
        notify.set(Variable.DEFAULT_LANGUAGE, settings.defaultLanguage().name().toLowerCase(Locale.ROOT));
        notify.allow(sendFrom(settings));
        notify.takes(SqsEventSource.Builder.create(waiting.queue())
                .batchSize(BATCH)
                .reportBatchItemFailures(true)
                .maxConcurrency(2)
                .build());
    }

    // The identity is the sender's domain, which is verified once per AWS account, outside this app.
    private PolicyStatement sendFrom(Settings settings) {
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
