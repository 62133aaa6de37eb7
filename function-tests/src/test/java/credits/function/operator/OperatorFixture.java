package credits.function.operator;

import static credits.ledger.DynamoDbFixture.DYNAMO;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.archive.InMemoryBucket;
import credits.http.ApiPermission;
import credits.http.EndpointFixture;
import credits.http.HttpEndpoint;
import credits.invoicing.store.InvoiceQueries;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Ledger;
import credits.ledger.OrganisationDirectory;
import credits.ledger.close.MonthlyCloseStore;
import credits.ledger.query.AccountQueries;
import credits.money.Eur;
import credits.pricing.store.PriceListStore;
import credits.profile.ErasedMembersStore;
import credits.profile.ProfileStore;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The platform and one of its operators, who calls the function.
final class OperatorFixture {
    static final PriceListStore PRICE_LISTS =
            new PriceListStore(DynamoDbFixture.createTable(), DynamoDbFixture.TABLE_NAME);

    static final InvoiceQueries INVOICES = new InvoiceQueries(DYNAMO, DynamoDbFixture.TABLE_NAME);

    private static final HttpEndpoint ENDPOINT = EndpointFixture.withRoles(Map.of(
            "owner", Set.of(ApiPermission.USAGE_READ, ApiPermission.CREDITS_BUY, ApiPermission.LIMITS_WRITE),
            "pricing", Set.of(ApiPermission.PRICES_WRITE),
            "finance", Set.of(ApiPermission.FINANCE_READ),
            "support", Set.of(ApiPermission.ACCOUNTS_ADJUST, ApiPermission.ACCOUNTS_READ),
            "integration", Set.of(ApiPermission.WEBHOOKS_WRITE)));

    static final Eur DAILY_MAXIMUM = Eur.of("20000");

    private static final DailyAdjustments DAILY_ADJUSTMENTS =
            new DailyAdjustments(DYNAMO, DynamoDbFixture.TABLE_NAME, DAILY_MAXIMUM);

    private static final AdjustmentIndex ADJUSTMENT_INDEX = new AdjustmentIndex(DYNAMO, DynamoDbFixture.TABLE_NAME);

    private final HandlerInvoker handler;

    private final InMemoryBucket bucket = new InMemoryBucket();

    OperatorFixture() {
        this(DynamoDbFixture.ledger());
    }

    OperatorFixture(Ledger ledger) {
        this(ledger, DYNAMO);
    }

    /// @param dynamo the table in which accounts are looked at
    OperatorFixture(Ledger ledger, DynamoDbClient dynamo) {
        this(ledger, dynamo, Optional.empty());
    }

    OperatorFixture(Webhooks webhooks) {
        this(DynamoDbFixture.ledger(), DYNAMO, Optional.of(webhooks));
    }

    private OperatorFixture(Ledger ledger, DynamoDbClient dynamo, Optional<Webhooks> webhooks) {
        handler = new HandlerInvoker(new OperatorHandler(
                ENDPOINT,
                new Wiring(
                        PRICE_LISTS,
                        ledger,
                        Eur.of("10000"),
                        DAILY_ADJUSTMENTS,
                        ADJUSTMENT_INDEX,
                        INVOICES,
                        bucket.archive(),
                        new OrganisationScan(
                                new OrganisationDirectory(dynamo, DynamoDbFixture.TABLE_NAME),
                                new ProfileStore(dynamo, DynamoDbFixture.TABLE_NAME)),
                        new AccountQueries(dynamo, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ROME),
                        new ErasedMembersStore(dynamo, DynamoDbFixture.TABLE_NAME),
                        new MonthlyCloseStore(dynamo, DynamoDbFixture.TABLE_NAME),
                        webhooks)));
    }

    InMemoryBucket bucket() {
        return bucket;
    }

    /// The file that a request downloads.
    byte[] download(TestRequest request) {
        var response = handler.invoke(request.toEvent().toText());
        return Base64.getDecoder().decode(response.path("body").asText());
    }

    HandlerResponse call(TestRequest request) {
        return handler.callRoute(request);
    }

    HandlerResponse publish(String list, Instant now) {
        return call(TestRequest.of("POST /v1/prices", "", now)
                .signedInAs("platform", "[pricing]")
                .withJson(list));
    }

    /// An adjustment by an operator with this id, without key and body.
    static TestRequest adjustment(String operator, Instant now) {
        return TestRequest.of("POST /v1/adjustments", "", now)
                .withClaims(Map.of(
                        "organisation", "platform", "sub", operator, "roles", "[support]", "azp", "credits-operator"));
    }

    /// A price list with one price for each pair of a code and a unit price.
    static String priceListJson(Instant effectiveFrom, String... pairs) {
        var prices = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2)
            prices.append(i == 0 ? "" : ",").append("""
                            {"code":"%s","name":"Deep search","category":"Search","unit_price":"%s",\
                            "unit":{"quantity":"1","name":"requests"}}""".formatted(pairs[i], pairs[i + 1]));
        return "{\"effective_from\":\"%s\",\"prices\":[%s]}".formatted(effectiveFrom, prices);
    }
}
