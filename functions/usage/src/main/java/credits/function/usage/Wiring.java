package credits.function.usage;

import credits.api.BlockerJson;
import credits.aws.AwsClients;
import credits.invoicing.store.ArchivedDocuments;
import credits.invoicing.store.InvoiceQueries;
import credits.ledger.query.AccountQueries;
import credits.notification.NotificationStore;
import credits.payment.store.PaymentStore;
import credits.payment.store.ReconciliationReports;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.profile.ErasedMembersStore;
import credits.profile.ProfileStore;
import credits.settings.EnvironmentVariable;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
record Wiring(
        AccountQueries accountQueries,
        PriceCache priceCache,
        TopUpOptions topUpOptions,
        BlockerJson blockerJson,
        PaymentStore payments,
        InvoiceQueries invoices,
        ArchivedDocuments archive,
        ReconciliationReports reconciliationReports,
        Duration reissuePeriod,
        NotificationStore notificationStore,
        ErasedMembersStore erasedMembers,
        ProfileStore profileStore) {
    static Wiring of(Map<String, String> environment, InstantSource clock) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var zone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        return new Wiring(
                new AccountQueries(dynamo, table, zone),
                new PriceCache(new PriceListStore(dynamo, table), clock),
                TopUpOptions.from(environment),
                BlockerJson.fromEnvironment(environment),
                new PaymentStore(dynamo, table),
                new InvoiceQueries(dynamo, table),
                new ArchivedDocuments(SignedBucket.of(environment)::read),
                new ReconciliationReports(dynamo, table),
                Duration.ofDays(Long.parseLong(EnvironmentVariable.INVOICE_REISSUE_DAYS.require(environment))),
                new NotificationStore(dynamo, table),
                new ErasedMembersStore(dynamo, table),
                new ProfileStore(dynamo, table));
    }
}
