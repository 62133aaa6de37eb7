package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import credits.account.Adjust;
import credits.account.ChangeTimeZone;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.PriceLists;
import credits.local.template.Template;
import credits.money.Eur;
import credits.pricing.PriceList;
import credits.wire.Json;
import credits.wire.PriceListBody;
import credits.wire.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What no call of the API gives: prices in force, opening credits, and a time zone.
final class Preparation {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String PRICE_LIST = "/price-list.json";

    private final PriceLists lists;
    private final Ledger ledger;
    private final ZoneId defaultZone;
    private final InstantSource clock;
    private final RandomGenerator random;

    Preparation(DynamoDbClient client, Template template, InstantSource clock, RandomGenerator random) {
        var environment = template.mappings().getFirst().function().environment();
        var table = Variable.TABLE_NAME.in(environment);
        this.defaultZone = ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment));
        this.lists = new PriceLists(client, table);
        this.ledger = new Ledger(client, table, defaultZone, Attempts.within(PATIENCE, random));
        this.clock = clock;
        this.random = random;
    }

    /// The project's price list.
    static PriceList priceList() {
        return PriceListBody.parse(Json.parse(text(PRICE_LIST), PriceListBody.MOST_BYTES));
    }

    /// Publishes the project's price list; says what it holds.
    String prices() {
        var list = priceList();
        var publication = lists.publish(list, clock.instant());
        if (publication != PriceLists.Publication.PUBLISHED) throw new IllegalStateException("prices: " + publication);
        return list.prices().size() + " since " + list.effectiveFrom();
    }

    /// Gives an organisation its opening credits, an amount in EUR such as `250.00`.
    void credits(String organisation, String amount) {
        var now = clock.instant();
        var key = UniqueId.parse(Ulid.next(now, random)).orElseThrow();
        var adjustment = new Adjust(key, key.low(), Eur.of(amount), new MemberId("local"), "opening credits", now);
        var outcome = ledger.commit(new OrganisationId(organisation), adjustment);
        if (outcome != Adjust.Outcome.ADJUSTED) throw new IllegalStateException(organisation + ": " + outcome);
    }

    /// Has an organisation's days and months kept in `timeZone`.
    void timeZone(String organisation, ZoneId timeZone) {
        var change = new ChangeTimeZone(timeZone, clock.instant());
        var inForce = ledger.commit(new OrganisationId(organisation), change);
        if (!inForce.current().equals(timeZone)) throw new IllegalStateException(organisation + ": " + inForce);
    }

    /// Where organisations without a time zone of their own keep their days and months.
    ZoneId defaultZone() {
        return defaultZone;
    }

    private static String text(String resource) {
        try (var file = Preparation.class.getResourceAsStream(resource)) {
            return new String(requireNonNull(file, resource).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
