package credits.local.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import credits.account.command.AdjustCredits;
import credits.api.PriceListJson;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.json.Json;
import credits.ledger.Ledger;
import credits.local.aws.template.DeploymentTemplate;
import credits.local.usage.UlidFactory;
import credits.money.Eur;
import credits.pricing.PriceList;
import credits.pricing.store.PriceListStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Seeds what no API operation can write: the price list, opening credits, and a time zone.
public final class DataSeeder {
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

    private static final String PRICE_LIST_RESOURCE = "/price-list.json";

    private final PriceListStore priceLists;
    private final Ledger ledger;
    private final ZoneId defaultZone;
    private final InstantSource clock;
    private final RandomGenerator random;

    public DataSeeder(DynamoDbClient client, DeploymentTemplate template, InstantSource clock, RandomGenerator random) {
        var environment = template.mappings().getFirst().function().environment();
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        this.defaultZone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        this.priceLists = new PriceListStore(client, table);
        this.ledger = new Ledger(client, table, defaultZone, RetryPolicy.withinBudget(COMMIT_TIMEOUT, random));
        this.clock = clock;
        this.random = random;
    }

    /// The project's price list.
    public static PriceList priceList() {
        return PriceListJson.parse(Json.parse(readResource(PRICE_LIST_RESOURCE), PriceListJson.MAX_BYTES));
    }

    /// Publishes the project's price list and returns a summary of it.
    public String publishPrices() {
        var list = priceList();
        var publicationResult = priceLists.publish(list, new MemberId("local"), clock.instant());
        if (publicationResult != PriceListStore.PublicationResult.PUBLISHED)
            throw new IllegalStateException("prices: " + publicationResult);
        return list.prices().size() + " since " + list.effectiveFrom();
    }

    /// Grants opening credits to an organisation.
    ///
    /// @param amount in EUR, such as `250.00`
    public void grantCredits(String organisation, String amount) {
        var now = clock.instant();
        var key = UniqueId.parse(UlidFactory.next(now, random)).orElseThrow();
        var adjustment =
                new AdjustCredits(key, key.low(), Eur.of(amount), new MemberId("local"), "opening credits", now);
        var outcome = ledger.commit(new OrganisationId(organisation), adjustment);
        if (outcome != AdjustCredits.Outcome.ADJUSTED) throw new IllegalStateException(organisation + ": " + outcome);
    }

    /// The time zone of organisations without their own.
    public ZoneId defaultZone() {
        return defaultZone;
    }

    private static String readResource(String resource) {
        try (var file = DataSeeder.class.getResourceAsStream(resource)) {
            return new String(requireNonNull(file, resource).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
