package credits.function.limits;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.event.AccountEvent;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.profile.ErasedMembersStore;
import credits.profile.ProfileStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import credits.vies.ViesClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The function's dependencies, created once per execution environment.
///
/// @param isProfileRequired whether the billing profile must be saved before credits can be bought
record Wiring(
        AccountQueries accountQueries,
        Ledger ledger,
        ProfileStore profileStore,
        ErasedMembersStore erasedMembers,
        RecipientConfirmations confirmations,
        ViesClient viesClient,
        boolean isProfileRequired) {
    // Shorter than the function's timeout, so that the caller gets a 503 instead of a dropped connection.
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(3);

    // VIES is slow even when it is up. After this timeout the number stays unverified.
    private static final Duration VIES_TIMEOUT = Duration.ofSeconds(4);

    static Wiring of(Map<String, String> environment) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var zone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        var sqs = AwsClients.configure(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS")
                .build();
        var profileStore = new ProfileStore(dynamo, table);
        return new Wiring(
                new AccountQueries(dynamo, table, zone),
                new Ledger(dynamo, table, zone, RetryPolicy.withinBudget(RETRY_TIMEOUT, new SecureRandom())),
                profileStore,
                new ErasedMembersStore(dynamo, table),
                new RecipientConfirmations(profileStore, mailQueue(sqs, environment)),
                ViesClient.from(environment, VIES_TIMEOUT),
                EnvironmentVariable.VAT_MODE.require(environment).equals("static"));
    }

    // A fair queue: the organisation is the group, as in the rules of the event bus.
    private static Consumer<AccountEvent> mailQueue(SqsClient sqs, Map<String, String> environment) {
        var queue = EnvironmentVariable.MAIL_QUEUE_URL.require(environment);
        return event -> {
            var _ = AwsCall.run(
                    "the request of a confirmation could not be sent",
                    () -> sqs.sendMessage(send -> send.queueUrl(queue)
                            .messageGroupId(event.organisation().value())
                            .messageBody(event.toDelivery())));
        };
    }
}
