package credits.function.usage;

import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestData;
import credits.identity.Operation;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.PriceTranslation;
import credits.pricing.UnitRate;
import credits.pricing.store.PriceListStore;
import credits.pricing.store.PriceListStore.PublicationResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The prices of these tests, in a table of their own: two lists, published once; the second is in force from the next
/// day on.
final class PriceListFixture {
    static final PriceList FIRST = new PriceList(
            Instant.parse("2020-01-01T00:00:00Z"),
            List.of(price("query.run", "Deep search query", "0.12"), price("translate.uber", "Übersetzen", "0.0018")));
    static final PriceList NEXT = new PriceList(
            Instant.parse("2026-11-23T00:00:00Z"), List.of(price("query.run", "Deep search query", "0.13")));

    private PriceListFixture() {}

    static PriceListStore publish() {
        var lists = new PriceListStore(DynamoDbFixture.createTable(), DynamoDbFixture.TABLE_NAME);
        assertThat(lists.publish(FIRST, TestData.GIULIA, NOW)).isEqualTo(PublicationResult.PUBLISHED);
        assertThat(lists.publish(NEXT, TestData.GIULIA, NOW)).isEqualTo(PublicationResult.PUBLISHED);
        return lists;
    }

    private static Price price(String code, String name, String unitPrice) {
        var rate = new UnitRate(Eur.of(unitPrice), new BillingUnit(1, "requests"));
        var category = new OperationCategory("Search");
        var french = new PriceTranslation("Chercher " + unitPrice, new OperationCategory("Recherche"));
        return new Price(new Operation(code), name, category, rate, Map.of("fr", french));
    }
}
