package credits.function.operator;

import credits.archive.DocumentArchive;
import credits.aws.AwsClients;
import credits.invoicing.store.InvoiceQueries;
import credits.ledger.Ledger;
import credits.ledger.OrganisationDirectory;
import credits.ledger.close.MonthlyCloseStore;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.pricing.store.PriceListStore;
import credits.profile.ErasedMembersStore;
import credits.profile.ProfileStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// The function's dependencies, created once per execution environment.
///
/// @param maxAdjustment the maximum of one adjustment, in either direction
/// @param webhooks empty in a stage without them
record Wiring(
        PriceListStore priceListStore,
        Ledger ledger,
        Eur maxAdjustment,
        DailyAdjustments dailyAdjustments,
        AdjustmentIndex adjustmentIndex,
        InvoiceQueries invoices,
        DocumentArchive archive,
        OrganisationScan organisations,
        AccountQueries accountQueries,
        ErasedMembersStore erasedMembers,
        MonthlyCloseStore closeStore,
        Optional<Webhooks> webhooks) {
    // Shorter than the function's timeout, so that the operator gets a 503 instead of a dropped connection.
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(3);

    static Wiring of(Map<String, String> environment) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var zone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        return new Wiring(
                new PriceListStore(dynamo, table),
                new Ledger(dynamo, table, zone, RetryPolicy.withinBudget(RETRY_TIMEOUT, new SecureRandom())),
                Eur.of(EnvironmentVariable.LARGEST_ADJUSTMENT.require(environment)),
                new DailyAdjustments(dynamo, table, Eur.of(EnvironmentVariable.DAILY_ADJUSTMENTS.require(environment))),
                new AdjustmentIndex(dynamo, table),
                new InvoiceQueries(dynamo, table),
                DocumentArchive.of(environment),
                new OrganisationScan(new OrganisationDirectory(dynamo, table), new ProfileStore(dynamo, table)),
                new AccountQueries(dynamo, table, zone),
                new ErasedMembersStore(dynamo, table),
                new MonthlyCloseStore(dynamo, table),
                Webhooks.of(environment, dynamo, table));
    }
}
