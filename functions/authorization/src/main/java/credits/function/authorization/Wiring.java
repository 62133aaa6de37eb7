package credits.function.authorization;

import credits.api.BlockerJson;
import credits.aws.AwsClients;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
record Wiring(Ledger ledger, AccountQueries accountQueries, PriceCache priceCache, BlockerJson blockerJson) {
    // Concurrent commits to one account succeed one at a time, so a call may need several attempts. Shorter than
    // the function's timeout.
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(6);

    static Wiring of(Map<String, String> environment, InstantSource clock) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var zone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        return new Wiring(
                new Ledger(dynamo, table, zone, RetryPolicy.withinBudget(RETRY_TIMEOUT, new SecureRandom()))
                        .openingAccounts(
                                Boolean.parseBoolean(EnvironmentVariable.ACCOUNTS_OPEN_BY_USE.require(environment))),
                new AccountQueries(dynamo, table, zone),
                new PriceCache(new PriceListStore(dynamo, table), clock),
                BlockerJson.fromEnvironment(environment));
    }
}
