package credits.function.usage;

import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.Operation;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.ledger.PriceLists.Publication;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import java.time.Instant;
import java.util.List;

/// The prices of these tests: two lists, published once, the second in force from the next day on.
final class Catalogue {
    static final PriceList FIRST = new PriceList(
            Instant.parse("2020-01-01T00:00:00Z"),
            List.of(price("query.run", "Deep search query", "0.12"), price("translate.uber", "Übersetzen", "0.0018")));
    static final PriceList NEXT = new PriceList(
            Instant.parse("2026-11-23T00:00:00Z"), List.of(price("query.run", "Deep search query", "0.13")));

    private Catalogue() {}

    static PriceLists published() {
        var lists = new PriceLists(LocalTable.DYNAMO, LocalTable.NAME);
        assertThat(lists.publish(FIRST, NOVEMBER)).isEqualTo(Publication.PUBLISHED);
        assertThat(lists.publish(NEXT, NOVEMBER)).isEqualTo(Publication.PUBLISHED);
        return lists;
    }

    private static Price price(String code, String name, String unitPrice) {
        var rate = new Rate(Eur.of(unitPrice), new BillingUnit(1, "requests"));
        return new Price(new Operation(code), name, new Category("Search"), rate);
    }
}
