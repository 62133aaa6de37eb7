package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Customers and their tax ids.
public final class FakeCustomers {
    private static final List<String> TEXT_FIELDS = List.of("email", "name", "phone", "description");
    private static final List<String> ADDRESS_FIELDS =
            List.of("city", "country", "line1", "line2", "postal_code", "state");

    private final ObjectFactory factory;
    private final FakeEvents events;

    FakeCustomers(ObjectFactory factory, FakeEvents events) {
        this.factory = factory;
        this.events = events;
    }

    public ObjectNode create(FormParameters form) {
        var customer = factory.create("customer", "cus_");
        fill(customer, form);
        var _ = factory.store().add(customer);
        for (var taxId : form.elements("tax_id_data")) {
            var _ = addTaxId(customer, taxId.requiredText("type"), taxId.requiredText("value"));
        }
        events.publish("customer.created", customer);
        return customer;
    }

    public ObjectNode update(String id, FormParameters form) {
        var customer = get(id);
        var before = customer.deepCopy();
        fill(customer, form);
        events.publish("customer.updated", customer, PreviousAttributes.between(before, customer));
        return customer;
    }

    public ObjectNode get(String id) {
        return factory.store().require("customer", id, 404, "id");
    }

    public ObjectNode addTaxId(String customer, FormParameters form) {
        return addTaxId(get(customer), form.requiredText("type"), form.requiredText("value"));
    }

    public ObjectNode removeTaxId(String customer, String id) {
        if (taxIds(customer).stream()
                .noneMatch(taxId -> taxId.path("id").asText().equals(id)))
            throw FakeStripeException.resourceMissing(404, "tax_id", id, "id");
        factory.store().remove("tax_id", id);
        return ObjectTemplates.object().put("id", id).put("object", "tax_id").put("deleted", true);
    }

    /// Returns `buyer` with the VAT number that counts at checkout: the customer's, unless the page asks for one.
    public CheckoutBuyer withVatNumber(JsonNode session, CheckoutBuyer buyer) {
        if (session.path("tax_id_collection").path("enabled").asBoolean()) return buyer;
        return buyer.withVatNumber(taxIds(session.path("customer").asText()).stream()
                .map(taxId -> taxId.path("value").asText())
                .findFirst());
    }

    public List<ObjectNode> taxIds(String customerId) {
        return factory.store()
                .matching("tax_id", taxId -> taxId.path("customer").asText().equals(customerId));
    }

    /// Adds a tax id, unless the customer has it already.
    ObjectNode addTaxId(ObjectNode customer, String type, String value) {
        var id = customer.path("id").asText();
        for (var existing : taxIds(id)) if (existing.path("value").asText().equals(value)) return existing;
        var taxId = factory.create("tax_id", "txi_");
        taxId.put("customer", id).put("type", type).put("value", value);
        taxId.put("country", value.substring(0, Math.min(2, value.length())));
        taxId.putObject("owner").put("customer", id).put("type", "customer");
        var _ = factory.store().add(taxId);
        events.publish("customer.tax_id.created", taxId);
        return taxId;
    }

    /// Creates a customer from what the checkout page collected.
    ObjectNode createFromCheckout(JsonNode details) {
        var customer = factory.create("customer", "cus_");
        for (var name : List.of("email", "name", "address")) customer.set(name, details.path(name));
        events.publish("customer.created", factory.store().add(customer));
        return customer;
    }

    /// Saves what the checkout page collected, as far as the session allows it.
    void updateFromCheckout(ObjectNode customer, JsonNode details, JsonNode customerUpdate) {
        var before = customer.deepCopy();
        if (customerUpdate.path("address").asText().equals("auto")) customer.set("address", details.path("address"));
        if (customerUpdate.path("name").asText().equals("auto")) customer.set("name", details.path("name"));
        if (customer.path("email").isNull()) customer.set("email", details.path("email"));
        for (var taxId : details.path("tax_ids")) {
            var _ = addTaxId(
                    customer, taxId.path("type").asText(), taxId.path("value").asText());
        }
        var previous = PreviousAttributes.between(before, customer);
        if (!previous.isEmpty()) events.publish("customer.updated", customer, previous);
    }

    private static void fill(ObjectNode customer, FormParameters form) {
        for (var name : TEXT_FIELDS) form.text(name).ifPresent(text -> customer.put(name, text));
        form.choice("tax_exempt", List.of("none", "exempt", "reverse"))
                .ifPresent(text -> customer.put("tax_exempt", text));
        if (form.has("preferred_locales"))
            customer.set("preferred_locales", ObjectTemplates.textArray(form.texts("preferred_locales")));
        if (form.has("address")) customer.set("address", parseAddress(form.nested("address")));
        if (form.has("metadata")) customer.withObject("/metadata").setAll(MetadataParser.parse(form));
    }

    static ObjectNode parseAddress(FormParameters form) {
        var address = ObjectTemplates.object();
        for (var name : ADDRESS_FIELDS) address.put(name, form.text(name).orElse(null));
        return address;
    }
}
