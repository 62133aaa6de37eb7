package credits.benchmarks;

import credits.account.command.AdjustCredits;
import credits.account.command.ChangeLimits;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.local.aws.service.LocalDynamoDb;
import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.TableDefinition;
import credits.local.aws.template.TableDefinition.KeyAttribute;
import credits.local.http.LocalPorts;
import credits.money.Eur;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A table with prices on a DynamoDB Local of its own, and what a function needs to know of it.
final class BenchmarkTable implements AutoCloseable {
    static final String NAME = "credits";
    static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private final LocalAddresses addresses =
            new LocalAddresses(LocalPorts.freeAddress(), LocalPorts.freeAddress(), LocalPorts.freeAddress());
    private final LocalDynamoDb server = LocalDynamoDb.start(addresses, Optional.empty());

    BenchmarkTable() {
        var _ = System.setProperty("aws.accessKeyId", "local");
        var _ = System.setProperty("aws.secretAccessKey", "local");
        var keys = List.of(
                new KeyAttribute(TableKeys.PARTITION_KEY, "HASH", "S"),
                new KeyAttribute(TableKeys.SORT_KEY, "RANGE", "S"));
        var _ = server.createTables(List.of(new TableDefinition(NAME, keys, Optional.empty())));
        var _ = new PriceListStore(dynamo(), NAME)
                .publish(
                        BenchmarkWorkload.PRICE_LIST,
                        BenchmarkWorkload.OWNER,
                        BenchmarkWorkload.MEASURED_FROM.minus(Duration.ofDays(1)));
    }

    DynamoDbClient dynamo() {
        return server.client();
    }

    LocalAddresses addresses() {
        return addresses;
    }

    /// Gives an organisation credits and a limit.
    void openAccount(OrganisationId organisation, Eur allowedLimit) {
        var at = BenchmarkWorkload.MEASURED_FROM.minusSeconds(60);
        var key = new UniqueId(at.toEpochMilli() << 16, organisation.hashCode());
        var credits = new AdjustCredits(key, 1, Eur.of("999999"), BenchmarkWorkload.OWNER, "opening credits", at);
        var limits = new ChangeLimits(
                Optional.empty(), Optional.of(allowedLimit), Optional.empty(), BenchmarkWorkload.OWNER, at);
        var attempts = RetryPolicy.withinBudget(Duration.ofSeconds(10), new SplittableRandom(1));
        var ledger = new Ledger(dynamo(), NAME, ROME, attempts);
        var _ = ledger.commit(organisation, credits);
        var _ = ledger.commit(organisation, limits);
    }

    /// The settings of a function that uses this table.
    Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put(EnvironmentVariable.TABLE_NAME.name(), NAME);
        environment.put(EnvironmentVariable.DEFAULT_TIME_ZONE.name(), ROME.getId());
        environment.put(EnvironmentVariable.ACCOUNTS_OPEN_BY_USE.name(), "true");
        environment.put(EnvironmentVariable.USAGE_PRODUCERS.name(), "{}");
        environment.put(EnvironmentVariable.INVALID_USAGE_QUEUE_URL.name(), addresses.sqs() + "/none");
        environment.put("AWS_REGION", LocalAddresses.REGION);
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", addresses.dynamoDb().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", addresses.sqs().toString());
        return environment;
    }

    @Override
    public void close() {
        server.close();
    }
}
