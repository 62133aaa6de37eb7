package credits.function.usage;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.command.AccountCommand;
import credits.api.BlockerJson;
import credits.archive.InMemoryBucket;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.http.FairShares;
import credits.identity.EmailAddress;
import credits.identity.OrganisationId;
import credits.invoicing.store.InvoiceQueries;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.notification.NotificationStore;
import credits.payment.store.PaymentStore;
import credits.payment.store.ReconciliationReports;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.profile.ErasedMembersStore;
import credits.profile.ProfileStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// An owner, reading the usage of an organisation that no other test uses.
final class OwnerFixture {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final PriceListStore PRICE_LISTS = PriceListFixture.publish();

    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final Map<String, Set<ApiPermission>> ROLES = Map.of(
            "owner",
            Set.of(ApiPermission.USAGE_READ, ApiPermission.LIMITS_WRITE, ApiPermission.BILLING_READ),
            "member",
            Set.of(ApiPermission.USAGE_READ),
            "service",
            Set.of(ApiPermission.USAGE_AUTHORIZE),
            "support",
            Set.of(ApiPermission.ACCOUNTS_READ),
            "cook",
            Set.of());
    private static final TopUpOptions TOP_UP_OPTIONS = new TopUpOptions(
            "organisation_name",
            List.of(Eur.of("10"), Eur.of("50")),
            Eur.of("1"),
            Eur.of("10000"),
            new EmailAddress("billing@example.com"));
    private static final BlockerJson OBSTACLES = new BlockerJson(
            "https://app.example.com/usage", "https://app.example.com/limits", "https://app.example.com/top-up");

    private final Ledger ledger = DynamoDbFixture.ledger();
    private final String organisation = "usage_" + ORGANISATIONS.incrementAndGet();
    private final HandlerInvoker handler = new HandlerInvoker(handler(DynamoDbFixture.accountQueries()));

    /// A handler that reads through `accountQueries`.
    static UsageHandler handler(AccountQueries accountQueries) {
        return handler(accountQueries, new InMemoryBucket());
    }

    /// A handler that reads through `accountQueries`, with the documents in `bucket`.
    static UsageHandler handler(AccountQueries accountQueries, InMemoryBucket bucket) {
        return handler(accountQueries, bucket, new FairShares(100_000, 100_000));
    }

    /// The same for callers with these shares.
    static UsageHandler handler(AccountQueries accountQueries, InMemoryBucket bucket, FairShares shares) {
        return handler(DynamoDbFixture.DYNAMO, accountQueries, bucket, shares);
    }

    /// A handler that reads everything but price lists with `dynamo`.
    static UsageHandler handler(DynamoDbClient dynamo) {
        return handler(
                dynamo,
                new AccountQueries(dynamo, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ROME),
                new InMemoryBucket(),
                new FairShares(100_000, 100_000));
    }

    private static UsageHandler handler(
            DynamoDbClient dynamo, AccountQueries accountQueries, InMemoryBucket bucket, FairShares shares) {
        var priceCache = new PriceCache(PRICE_LISTS, InstantSource.fixed(NOW));
        return new UsageHandler(
                EndpointFixture.withRoles(ROLES, shares),
                new Wiring(
                        accountQueries,
                        priceCache,
                        TOP_UP_OPTIONS,
                        OBSTACLES,
                        new PaymentStore(dynamo, DynamoDbFixture.TABLE_NAME),
                        new InvoiceQueries(dynamo, DynamoDbFixture.TABLE_NAME),
                        bucket.archive().documents(),
                        new ReconciliationReports(dynamo, DynamoDbFixture.TABLE_NAME),
                        Duration.ofDays(60),
                        new NotificationStore(dynamo, DynamoDbFixture.TABLE_NAME),
                        new ErasedMembersStore(dynamo, DynamoDbFixture.TABLE_NAME),
                        new ProfileStore(dynamo, DynamoDbFixture.TABLE_NAME)));
    }

    OrganisationId organisation() {
        return new OrganisationId(organisation);
    }

    /// A request of the owner, not yet sent.
    TestRequest request(String route, String path, Instant at) {
        return TestRequest.of(route, path, at).signedInAs(organisation, "[owner]");
    }

    /// The same request by a member with other roles.
    TestRequest by(String roles, TestRequest request) {
        return request.signedInAs(organisation, roles);
    }

    HandlerResponse call(TestRequest request) {
        return handler.callRoute(request);
    }

    /// Commits the organisation's history.
    void givenCommands(AccountCommand<?>... commands) {
        for (var command : commands) {
            var _ = ledger.commit(organisation(), command);
        }
    }
}
