package credits.function.debit;

import credits.aws.AwsClients;
import credits.event.UsageProducers;
import credits.ledger.Ledger;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Creates the function's dependencies, once per execution environment.
final class Wiring {
    private Wiring() {}

    static UsageBooker booker(Map<String, String> environment, InstantSource priceClock, InstantSource bookingClock) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var zone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        // SecureRandom, because workers restored from one snapshot must not back off in step.
        var random = new SecureRandom();
        var ledger = new Ledger(dynamo, table, zone, RetryPolicy.withinBudget(DebitHandler.MAX_BUDGET, random))
                .openingAccounts(Boolean.parseBoolean(EnvironmentVariable.ACCOUNTS_OPEN_BY_USE.require(environment)));
        var sqs = AwsClients.configure(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS")
                .build();
        var invalidUsageQueue =
                new InvalidUsageQueue(sqs, EnvironmentVariable.INVALID_USAGE_QUEUE_URL.require(environment));
        return new UsageBooker(
                UsageProducers.parse(EnvironmentVariable.USAGE_PRODUCERS.require(environment)),
                ledger,
                new PriceCache(new PriceListStore(dynamo, table), priceClock),
                invalidUsageQueue,
                budget -> RetryPolicy.withinBudget(budget, random).get(),
                bookingClock);
    }
}
