package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Customers and their tax ids.
public final class Customers {
    private static final List<String> PLAIN = List.of("email", "name", "phone", "description");
    private static final List<String> ADDRESS = List.of("city", "country", "line1", "line2", "postal_code", "state");

    private final Made made;
    private final Events events;

    Customers(Made made, Events events) {
        this.made = made;
        this.events = events;
    }

    public ObjectNode create(Form form) {
        var customer = made.make("customer", "cus_");
        fill(customer, form);
        var _ = made.store().add(customer);
        for (var taxId : form.each("tax_id_data")) {
            var _ = addTaxId(customer, taxId.required("type"), taxId.required("value"));
        }
        events.tell("customer.created", customer);
        return customer;
    }

    public ObjectNode update(String id, Form form) {
        var customer = get(id);
        var before = customer.deepCopy();
        fill(customer, form);
        events.tell("customer.updated", customer, Changes.between(before, customer));
        return customer;
    }

    public ObjectNode get(String id) {
        return made.store().get("customer", id, 404, "id");
    }

    public ObjectNode addTaxId(String customer, Form form) {
        return addTaxId(get(customer), form.required("type"), form.required("value"));
    }

    public List<ObjectNode> taxIds(String customer) {
        return made.store()
                .those("tax_id", taxId -> taxId.path("customer").asText().equals(customer));
    }

    /// Adds a tax id, unless the customer has it already.
    ObjectNode addTaxId(ObjectNode customer, String type, String value) {
        var id = customer.path("id").asText();
        for (var known : taxIds(id)) if (known.path("value").asText().equals(value)) return known;
        var taxId = made.make("tax_id", "txi_");
        taxId.put("customer", id).put("type", type).put("value", value);
        taxId.put("country", value.substring(0, Math.min(2, value.length())));
        taxId.putObject("owner").put("customer", id).put("type", "customer");
        var _ = made.store().add(taxId);
        events.tell("customer.tax_id.created", taxId);
        return taxId;
    }

    /// Creates a customer from what the checkout page collected.
    ObjectNode of(JsonNode details) {
        var customer = made.make("customer", "cus_");
        for (var name : List.of("email", "name", "address")) customer.set(name, details.path(name));
        events.tell("customer.created", made.store().add(customer));
        return customer;
    }

    /// Saves what the checkout page collected, as far as the session allows it.
    void learn(ObjectNode customer, JsonNode details, JsonNode allowed) {
        var before = customer.deepCopy();
        if (allowed.path("address").asText().equals("auto")) customer.set("address", details.path("address"));
        if (allowed.path("name").asText().equals("auto")) customer.set("name", details.path("name"));
        if (customer.path("email").isNull()) customer.set("email", details.path("email"));
        for (var taxId : details.path("tax_ids")) {
            var _ = addTaxId(
                    customer, taxId.path("type").asText(), taxId.path("value").asText());
        }
        var changes = Changes.between(before, customer);
        if (!changes.isEmpty()) events.tell("customer.updated", customer, changes);
    }

    private static void fill(ObjectNode customer, Form form) {
        for (var name : PLAIN) form.text(name).ifPresent(text -> customer.put(name, text));
        form.choice("tax_exempt", List.of("none", "exempt", "reverse"))
                .ifPresent(text -> customer.put("tax_exempt", text));
        if (form.has("preferred_locales"))
            customer.set("preferred_locales", Shapes.texts(form.texts("preferred_locales")));
        if (form.has("address")) customer.set("address", address(form.at("address")));
        if (form.has("metadata")) customer.withObject("/metadata").setAll(Metadata.of(form));
    }

    static ObjectNode address(Form form) {
        var address = Shapes.object();
        for (var name : ADDRESS) address.put(name, form.text(name).orElse(null));
        return address;
    }
}
