package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/// Tax rates that the caller defines and assigns to line items. Inclusive rates are not supported.
public final class FakeTaxRates {
    private static final List<String> TEXT_FIELDS =
            List.of("country", "description", "jurisdiction", "state", "tax_type");

    private final ObjectFactory factory;
    private final FakeEvents events;

    FakeTaxRates(ObjectFactory factory, FakeEvents events) {
        this.factory = factory;
        this.events = events;
    }

    public ObjectNode create(FormParameters form) {
        if (!form.requiredText("inclusive").equals("false"))
            throw FakeStripeException.invalidParameter("", "inclusive", "The fake supports exclusive tax rates only.");
        var rate = factory.create("tax_rate", "txr_");
        rate.put("display_name", form.requiredText("display_name"));
        rate.put("percentage", parsePercentage(form));
        for (var name : TEXT_FIELDS) form.text(name).ifPresent(text -> rate.put(name, text));
        if (form.has("active")) rate.put("active", form.isTrue("active"));
        rate.set("metadata", MetadataParser.parse(form));
        events.publish("tax_rate.created", factory.store().add(rate));
        return rate;
    }

    public ObjectNode update(String id, FormParameters form) {
        var rate = get(id);
        if (form.has("active")) rate.put("active", form.isTrue("active"));
        if (form.has("metadata")) rate.withObject("/metadata").setAll(MetadataParser.parse(form));
        return rate;
    }

    public ObjectNode get(String id) {
        return factory.store().require("tax_rate", id, 404, "tax_rate");
    }

    private static BigDecimal parsePercentage(FormParameters form) {
        var text = form.requiredText("percentage");
        if (!text.matches("\\d{1,3}(\\.\\d{1,4})?"))
            throw FakeStripeException.invalidParameter(
                    "parameter_invalid_decimal", "percentage", "Invalid decimal: " + text);
        return new BigDecimal(text);
    }
}
