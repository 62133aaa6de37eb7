package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The line items of sessions, with their taxes. The totals are stored on the session.
final class LineItems {
    private static final int MOST_ITEMS = 100;
    private static final int MOST_QUANTITY = 1_000_000;

    private record Item(ObjectNode item, List<JsonNode> rates, List<ObjectNode> taxes) {}

    private final Map<String, List<Item>> items = new HashMap<>();
    private final Made made;
    private final Vat vat;

    LineItems(Made made, Vat vat) {
        this.made = made;
        this.vat = vat;
    }

    void create(ObjectNode session, Form form) {
        var asked = form.each("line_items");
        if (asked.isEmpty()) throw Refusal.missing("line_items");
        if (asked.size() > MOST_ITEMS) throw Refusal.invalid("", "line_items", "At most 100 line items.");
        var made = asked.stream().map(this::item).toList();
        var currencies = made.stream()
                .map(item -> item.item().path("currency").asText())
                .distinct()
                .toList();
        if (currencies.size() > 1)
            throw Refusal.invalid("", "line_items", "All line items must have the same currency.");
        items.put(session.path("id").asText(), made);
        session.put("currency", currencies.getFirst());
        total(session, Optional.empty(), List.of());
    }

    /// Calculates the totals. With automatic tax and an unknown country, there is no tax yet.
    void total(ObjectNode session, Optional<String> country, List<String> taxIds) {
        long net = 0;
        long taxes = 0;
        for (var item : of(session.path("id").asText())) {
            tax(item, session, country, taxIds);
            net += item.item().path("amount_subtotal").asLong();
            taxes += item.item().path("amount_tax").asLong();
        }
        session.put("amount_subtotal", net).put("amount_total", net + taxes);
        session.withObject("/total_details").put("amount_tax", taxes);
    }

    List<ObjectNode> list(String session) {
        return of(session).stream().map(Item::item).toList();
    }

    /// The taxes of one item, which Stripe returns only when they are expanded.
    List<ObjectNode> taxes(String item) {
        return items.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.item().path("id").asText().equals(item))
                .flatMap(one -> one.taxes().stream())
                .toList();
    }

    /// The `total_details.breakdown`: the taxes of all items.
    ObjectNode breakdown(String session) {
        var breakdown = Shapes.object();
        breakdown.putArray("discounts");
        breakdown.set(
                "taxes",
                Shapes.array(of(session).stream()
                        .flatMap(item -> item.taxes().stream())
                        .toList()));
        return breakdown;
    }

    private List<Item> of(String session) {
        return items.getOrDefault(session, List.of());
    }

    private void tax(Item item, ObjectNode session, Optional<String> country, List<String> taxIds) {
        long net = item.item().path("amount_subtotal").asLong();
        item.taxes().clear();
        for (var rate : item.rates()) item.taxes().add(vat.tax(rate, net, "standard_rated"));
        if (session.path("automatic_tax").path("enabled").asBoolean() && country.isPresent())
            item.taxes().add(vat.automatic(country.get(), taxIds, net));
        long tax = item.taxes().stream()
                .mapToLong(one -> one.path("amount").asLong())
                .sum();
        item.item().put("amount_tax", tax).put("amount_total", net + tax);
    }

    private Item item(Form form) {
        if (form.has("price"))
            throw Refusal.invalid("", form.name("price"), "The fake does not support prices: send price_data.");
        var price = price(form.at("price_data"));
        long quantity = form.number("quantity").orElse(0);
        if (quantity < 1 || quantity > MOST_QUANTITY)
            throw Refusal.invalid("parameter_invalid_integer", form.name("quantity"), "Quantity must be 1 or more.");
        var item = made.shapes().make("item");
        item.put("id", made.ids().next("li_")).put("quantity", quantity);
        item.set("currency", price.path("currency"));
        item.put("description", form.at("price_data").at("product_data").required("name"));
        item.put("amount_subtotal", Math.multiplyExact(price.path("unit_amount").asLong(), quantity));
        item.set("price", price);
        item.set("metadata", Metadata.of(form));
        return new Item(item, rates(form), new ArrayList<>());
    }

    private ObjectNode price(Form data) {
        var price = made.make("price", "price_");
        var currency = data.required("currency");
        if (!currency.matches("[a-z]{3}"))
            throw Refusal.invalid("", data.name("currency"), "Invalid currency: " + currency);
        long amount = data.number("unit_amount").orElseThrow(() -> Refusal.missing(data.name("unit_amount")));
        if (amount < 0)
            throw Refusal.invalid(
                    "parameter_invalid_integer", data.name("unit_amount"), "Invalid non-negative integer");
        price.put("currency", currency).put("unit_amount", amount).put("unit_amount_decimal", Long.toString(amount));
        price.put("product", made.ids().next("prod_"));
        data.choice("tax_behavior", List.of("exclusive", "unspecified"))
                .ifPresent(behaviour -> price.put("tax_behavior", behaviour));
        return price;
    }

    private List<JsonNode> rates(Form form) {
        var rates = new ArrayList<JsonNode>();
        for (var id : form.texts("tax_rates")) rates.add(made.store().get("tax_rate", id, 400, form.name("tax_rates")));
        return rates;
    }
}
