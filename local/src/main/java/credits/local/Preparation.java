package credits.local;

import credits.account.Adjust;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.PriceLists;
import credits.local.template.Template;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import credits.wire.Variable;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What the demo needs that no call of the API gives it: prices in force, and opening credits.
final class Preparation {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Older than any line may be, so that a report of last month has a price too.
    private static final Duration IN_FORCE_SINCE = Duration.ofDays(60);

    private static final List<Price> PRICES = List.of(
            price("translation.document", "Document translation", "Translation", "0.02", 1_000, "characters"),
            price("search.deep", "Deep search", "Search", "0.05", 1, "search"),
            price("chat.answer", "Assistant answer", "Assistant", "0.0025", 1_000, "tokens"),
            price("speech.transcript", "Transcript", "Speech", "0.006", 1, "minute"));

    private final PriceLists lists;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    Preparation(DynamoDbClient client, Template template, InstantSource clock, RandomGenerator random) {
        var environment = template.mappings().getFirst().function().environment();
        var table = Variable.TABLE_NAME.in(environment);
        var zone = ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment));
        this.lists = new PriceLists(client, table);
        this.ledger = new Ledger(client, table, zone, Attempts.within(PATIENCE, random));
        this.clock = clock;
        this.random = random;
    }

    /// Publishes the demo's price list; says what it holds.
    String prices() {
        var now = clock.instant();
        var list = new PriceList(now.minus(IN_FORCE_SINCE).truncatedTo(ChronoUnit.SECONDS), PRICES);
        var publication = lists.publish(list, now);
        if (publication != PriceLists.Publication.PUBLISHED) throw new IllegalStateException("prices: " + publication);
        return String.join(
                ", ", PRICES.stream().map(price -> price.operation().value()).toList());
    }

    /// Gives an organisation its opening credits, an amount in EUR such as `250.00`.
    void credits(String organisation, String amount) {
        var now = clock.instant();
        var key = UniqueId.parse(Ulid.next(now, random)).orElseThrow();
        var adjustment = new Adjust(key, key.low(), Eur.of(amount), new MemberId("local"), "opening credits", now);
        var outcome = ledger.commit(new OrganisationId(organisation), adjustment);
        if (outcome != Adjust.Outcome.ADJUSTED) throw new IllegalStateException(organisation + ": " + outcome);
    }

    private static Price price(String operation, String name, String category, String eur, long quantity, String unit) {
        return new Price(
                new Operation(operation),
                name,
                new Category(category),
                new Rate(Eur.of(eur), new BillingUnit(quantity, unit)));
    }
}
