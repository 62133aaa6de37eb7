package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The line items of sessions, with their taxes. The totals are stored on the session.
final class SessionLineItems {
    private static final int MAX_ITEMS = 100;
    private static final int MAX_QUANTITY = 1_000_000;

    private record LineItem(ObjectNode item, List<JsonNode> taxRates, List<ObjectNode> taxes) {}

    private final Map<String, List<LineItem>> items = new HashMap<>();
    private final ObjectFactory factory;
    private final TaxCalculator taxCalculator;

    SessionLineItems(ObjectFactory factory, TaxCalculator taxCalculator) {
        this.factory = factory;
        this.taxCalculator = taxCalculator;
    }

    void create(ObjectNode session, FormParameters form) {
        var requested = form.elements("line_items");
        if (requested.isEmpty()) throw FakeStripeException.missingParameter("line_items");
        if (requested.size() > MAX_ITEMS)
            throw FakeStripeException.invalidParameter("", "line_items", "At most 100 line items.");
        var created = requested.stream().map(this::parseItem).toList();
        var currencies = created.stream()
                .map(lineItem -> lineItem.item().path("currency").asText())
                .distinct()
                .toList();
        if (currencies.size() > 1)
            throw FakeStripeException.invalidParameter("", "line_items", "All line items must have the same currency.");
        items.put(session.path("id").asText(), created);
        session.put("currency", currencies.getFirst());
        updateTotals(session, Optional.empty(), List.of());
    }

    /// Calculates the totals. With automatic tax and an unknown country, there is no tax yet.
    void updateTotals(ObjectNode session, Optional<String> country, List<String> taxIds) {
        long net = 0;
        long totalTax = 0;
        for (var lineItem : itemsOf(session.path("id").asText())) {
            updateTaxes(lineItem, session, country, taxIds);
            net += lineItem.item().path("amount_subtotal").asLong();
            totalTax += lineItem.item().path("amount_tax").asLong();
        }
        session.put("amount_subtotal", net).put("amount_total", net + totalTax);
        session.withObject("/total_details").put("amount_tax", totalTax);
    }

    List<ObjectNode> list(String sessionId) {
        return itemsOf(sessionId).stream().map(LineItem::item).toList();
    }

    /// The taxes of one item, which Stripe returns only when they are expanded.
    List<ObjectNode> taxes(String itemId) {
        return items.values().stream()
                .flatMap(List::stream)
                .filter(lineItem -> lineItem.item().path("id").asText().equals(itemId))
                .flatMap(lineItem -> lineItem.taxes().stream())
                .toList();
    }

    /// The `total_details.breakdown`: the taxes of all items.
    ObjectNode taxBreakdown(String sessionId) {
        var breakdown = ObjectTemplates.object();
        breakdown.putArray("discounts");
        breakdown.set(
                "taxes",
                ObjectTemplates.array(itemsOf(sessionId).stream()
                        .flatMap(lineItem -> lineItem.taxes().stream())
                        .toList()));
        return breakdown;
    }

    private List<LineItem> itemsOf(String sessionId) {
        return items.getOrDefault(sessionId, List.of());
    }

    private void updateTaxes(LineItem lineItem, ObjectNode session, Optional<String> country, List<String> taxIds) {
        long net = lineItem.item().path("amount_subtotal").asLong();
        lineItem.taxes().clear();
        for (var rate : lineItem.taxRates()) lineItem.taxes().add(taxCalculator.tax(rate, net, "standard_rated"));
        if (session.path("automatic_tax").path("enabled").asBoolean() && country.isPresent())
            lineItem.taxes().add(taxCalculator.automaticTax(country.get(), taxIds, net));
        long tax = lineItem.taxes().stream()
                .mapToLong(one -> one.path("amount").asLong())
                .sum();
        lineItem.item().put("amount_tax", tax).put("amount_total", net + tax);
    }

    private LineItem parseItem(FormParameters form) {
        if (form.has("price"))
            throw FakeStripeException.invalidParameter(
                    "", form.fullName("price"), "The fake does not support prices: send price_data.");
        var price = parsePrice(form.nested("price_data"));
        long quantity = form.number("quantity").orElse(0);
        if (quantity < 1 || quantity > MAX_QUANTITY)
            throw FakeStripeException.invalidParameter(
                    "parameter_invalid_integer", form.fullName("quantity"), "Quantity must be 1 or more.");
        var item = factory.templates().newObject("item");
        item.put("id", factory.ids().next("li_")).put("quantity", quantity);
        item.set("currency", price.path("currency"));
        item.put("description", form.nested("price_data").nested("product_data").requiredText("name"));
        item.put("amount_subtotal", Math.multiplyExact(price.path("unit_amount").asLong(), quantity));
        item.set("price", price);
        item.set("metadata", MetadataParser.parse(form));
        return new LineItem(item, parseTaxRates(form), new ArrayList<>());
    }

    private ObjectNode parsePrice(FormParameters data) {
        var price = factory.create("price", "price_");
        var currency = data.requiredText("currency");
        if (!currency.matches("[a-z]{3}"))
            throw FakeStripeException.invalidParameter("", data.fullName("currency"), "Invalid currency: " + currency);
        long amount = data.number("unit_amount")
                .orElseThrow(() -> FakeStripeException.missingParameter(data.fullName("unit_amount")));
        if (amount < 0)
            throw FakeStripeException.invalidParameter(
                    "parameter_invalid_integer", data.fullName("unit_amount"), "Invalid non-negative integer");
        price.put("currency", currency).put("unit_amount", amount).put("unit_amount_decimal", Long.toString(amount));
        price.put("product", factory.ids().next("prod_"));
        data.choice("tax_behavior", List.of("exclusive", "unspecified"))
                .ifPresent(behaviour -> price.put("tax_behavior", behaviour));
        return price;
    }

    private List<JsonNode> parseTaxRates(FormParameters form) {
        var rates = new ArrayList<JsonNode>();
        for (var id : form.texts("tax_rates"))
            rates.add(factory.store().require("tax_rate", id, 400, form.fullName("tax_rates")));
        return rates;
    }
}
