package credits.function.authorization;

import static credits.ledger.DynamoDbFixture.DYNAMO;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestData;
import credits.TestRequest;
import credits.account.Account;
import credits.account.command.AccountCommand;
import credits.api.BlockerJson;
import credits.event.UsageProducers;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.http.HttpEndpoint;
import credits.identity.OrganisationId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.pricing.store.PriceCache;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import credits.usage.store.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A feature's service that calls the function for its own organisation.
final class AuthorizationFixture {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();
    private static final AccountQueries STATEMENTS = DynamoDbFixture.accountQueries();
    private static final PriceCache PRICES = publishedPrices();
    private static final HttpEndpoint ENDPOINT = EndpointFixture.withRoles(Map.of(
            "owner", Set.of(ApiPermission.USAGE_READ),
            "feature", Set.of(ApiPermission.USAGE_AUTHORIZE),
            "producer", Set.of(ApiPermission.USAGE_REPORT)));

    final OrganisationId organisation;
    private final HandlerInvoker handler;

    /// A service of an organisation without entries.
    AuthorizationFixture() {
        this(DynamoDbFixture.ledger(), "{}");
    }

    /// A service of an organisation without entries, with these producers of usage.
    AuthorizationFixture(Ledger ledger, String producers) {
        this(new OrganisationId("asking_" + ORGANISATIONS.incrementAndGet()), ledger, producers);
    }

    private AuthorizationFixture(OrganisationId organisation, Ledger ledger, String producers) {
        this.organisation = organisation;
        var pages = new BlockerJson("https://app/usage", "https://app/limits", "https://app/top-up");
        this.handler = new HandlerInvoker(new AuthorizationHandler(
                ENDPOINT,
                new Wiring(
                        ledger,
                        STATEMENTS,
                        PRICES,
                        pages,
                        reportBooking(ledger, producers),
                        DynamoDbFixture.erasedMembers())));
    }

    /// Another service of the same organisation, which uses the client `dynamo`.
    AuthorizationFixture anotherServiceOn(DynamoDbClient dynamo) {
        return new AuthorizationFixture(organisation, DynamoDbFixture.ledgerWith(dynamo), "{}");
    }

    private static UsageReportBooking reportBooking(Ledger ledger, String producers) {
        return new UsageReportBooking(
                UsageProducers.parse(producers),
                new UsageLedger(ledger, PRICES, InstantSource.fixed(TestData.NOON)),
                RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    }

    /// The same service where an organisation needs an account before it can use anything.
    AuthorizationFixture whereAccountsDoNotOpenByUse() {
        return new AuthorizationFixture(organisation, DynamoDbFixture.ledger().openingAccounts(false), "{}");
    }

    private static PriceCache publishedPrices() {
        var lists = new PriceListStore(DYNAMO, DynamoDbFixture.TABLE_NAME);
        for (var list : TestData.PRICES.priceLists()) {
            var _ = lists.publish(list, TestData.GIULIA, list.effectiveFrom().minus(PriceListStore.MIN_NOTICE));
        }
        return new PriceCache(lists, InstantSource.fixed(TestData.NOON));
    }

    void givenCommands(AccountCommand<?>... commands) {
        for (var command : commands) {
            var _ = DynamoDbFixture.ledger().commit(organisation, command);
        }
    }

    Account account(Instant now) {
        return STATEMENTS.currentAccount(organisation, now);
    }

    List<String> entries(Instant now) {
        var entries = new ArrayList<String>();
        var _ = STATEMENTS.readEntries(
                organisation, account(now).currentDay(), now, Optional.empty(), Optional.empty(), entry -> {
                    var line = entry.bookedLine().pricedLine().line();
                    return entries.add(
                            entry.bookedLine().status().apiName() + " " + line.quantity() + " of " + line.operation());
                });
        return entries;
    }

    static String key(Instant at) {
        return TestData.newIdAt(at).toString();
    }

    HandlerResponse authorize(String key, String body, Instant at) {
        return call("POST /v1/authorizations", "", key, body, at);
    }

    /// Holds `quantity` queries at EUR 0.12 for a minute.
    HandlerResponse hold(String quantity, Instant at) {
        return authorize(
                key(at), "{\"operation\":\"query.run\",\"quantity\":\"%s\",\"expires_in\":60}".formatted(quantity), at);
    }

    HandlerResponse capture(String id, String key, String quantity, Instant at) {
        return call("POST /v1/authorizations/{id}/capture", id, key, "{\"quantity\":\"%s\"}".formatted(quantity), at);
    }

    HandlerResponse release(String id, String key, Instant at) {
        return call("POST /v1/authorizations/{id}/release", id, key, "{}", at);
    }

    /// Settles a hold in the name of `service`.
    HandlerResponse settleAs(String service, String route, String id, String body, Instant at) {
        return handler.callRoute(request(route, id, key(at), body, at).withSubject(service));
    }

    HandlerResponse call(String route, String id, String key, String body, Instant at) {
        return handler.callRoute(request(route, id, key, body, at));
    }

    private TestRequest request(String route, String id, String key, String body, Instant at) {
        var named =
                body.equals("{}") ? "{\"organisation\":\"%s\"}" : body.replaceFirst("\\{", "{\"organisation\":\"%s\",");
        return TestRequest.of(route, id, at)
                .signedInAs("platform", "[feature]")
                .withHeader("idempotency-key", key)
                .withJson(named.formatted(organisation.value()));
    }

    HandlerResponse call(TestRequest request) {
        return handler.callRoute(request);
    }

    /// Everything that the function has logged.
    String log() {
        return handler.log();
    }
}
