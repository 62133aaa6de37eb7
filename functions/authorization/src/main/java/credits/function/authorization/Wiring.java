package credits.function.authorization;

import credits.api.BlockerJson;
import credits.aws.AwsClients;
import credits.event.UsageProducers;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.profile.ErasedMembersStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import credits.usage.store.UsageLedger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
record Wiring(
        Ledger ledger,
        AccountQueries accountQueries,
        PriceCache priceCache,
        BlockerJson blockerJson,
        UsageReportBooking usageReportBooking,
        ErasedMembersStore erasedMembers) {
    // Concurrent commits to one account succeed one at a time, so a call may need several attempts. Shorter than
    // the function's timeout.
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(6);

    static Wiring of(Map<String, String> environment, InstantSource clock) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var zone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        var retryPolicies = RetryPolicy.withinBudget(RETRY_TIMEOUT, new SecureRandom());
        var ledger = new Ledger(dynamo, table, zone, retryPolicies)
                .openingAccounts(Boolean.parseBoolean(EnvironmentVariable.ACCOUNTS_OPEN_BY_USE.require(environment)));
        var priceCache = new PriceCache(new PriceListStore(dynamo, table), clock);
        return new Wiring(
                ledger,
                new AccountQueries(dynamo, table, zone),
                priceCache,
                BlockerJson.fromEnvironment(environment),
                new UsageReportBooking(
                        UsageProducers.parse(EnvironmentVariable.USAGE_PRODUCERS.require(environment)),
                        new UsageLedger(ledger, priceCache, clock),
                        retryPolicies),
                new ErasedMembersStore(dynamo, table));
    }
}
