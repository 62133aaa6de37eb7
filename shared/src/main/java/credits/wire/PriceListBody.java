package credits.wire;

import credits.identity.Operation;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A version of the price list in JSON, such as `contract/price-list.json`.
public final class PriceListBody {
    /// The maximum size of a list, in bytes of UTF-8. A published list is one DynamoDB item, which holds 400 KB, and is
    /// no larger there than here.
    public static final int MOST_BYTES = 350 * 1024;

    private static final Set<String> LIST = Set.of("effective_from", "prices");
    private static final Set<String> PRICE = Set.of("code", "name", "category", "unit_price", "unit");
    private static final Set<String> UNIT = Set.of("quantity", "name");
    private static final int MOST_PRICES = 1_000;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,8}|1000000000");

    private PriceListBody() {}

    /// Parses a price list, for example from `Json.parse(text, PriceListBody.MOST_BYTES)`; anything else
    /// throws [Malformed].
    public static PriceList parse(Json json) {
        var list = Fields.closed(json, Pointer.WHOLE, LIST);
        var place = list.place("prices");
        var items = list.items("prices", MOST_PRICES);
        var prices = new ArrayList<Price>(items.size());
        for (int i = 0; i < items.size(); i++) {
            prices.add(price(Fields.closed(items.get(i), place.at(i), PRICE)));
        }
        var effectiveFrom = list.read("effective_from", Rfc3339::parse, Rfc3339.RULE);
        try {
            return new PriceList(effectiveFrom, prices);
        } catch (IllegalArgumentException refused) {
            throw new Malformed("", String.valueOf(refused.getMessage()));
        }
    }

    private static Price price(Fields price) {
        var operation = price.make("code", Operation::new);
        var category = price.make("category", Category::new);
        var unitPrice = price.read("unit_price", Eur::parse, "must be a decimal string with up to 9 decimals");
        var unit = unit(price.object("unit", UNIT));
        var rate = price.make("unit_price", _ -> new Rate(unitPrice, unit));
        return price.make("name", name -> new Price(operation, name, category, rate));
    }

    private static BillingUnit unit(Fields unit) {
        var quantity = unit.read(
                "quantity", PriceListBody::wholeNumber, "must be a whole number from 1 to 1000000000, as a string");
        return unit.make("name", name -> new BillingUnit(quantity, name));
    }

    /// Returns a published list as JSON.
    public static Json.Members json(PriceList list) {
        return Json.object()
                .put("effective_from", list.effectiveFrom())
                .put("prices", list.prices().stream().map(PriceListBody::json).toList())
                .end();
    }

    private static Json json(Price price) {
        var unit = price.rate().unit();
        return Json.object()
                .put("code", price.operation().value())
                .put("name", price.name())
                .put("category", price.category().name())
                .put("unit_price", price.rate().unitPrice())
                .put(
                        "unit",
                        Json.object()
                                .put("quantity", Long.toString(unit.quantity()))
                                .put("name", unit.name())
                                .end())
                .end();
    }

    private static Optional<Long> wholeNumber(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
