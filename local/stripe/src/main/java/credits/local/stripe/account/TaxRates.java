package credits.local.stripe.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/// Tax rates that the caller defines and assigns to line items. Inclusive rates are not supported.
public final class TaxRates {
    private static final List<String> PLAIN = List.of("country", "description", "jurisdiction", "state", "tax_type");

    private final Made made;
    private final Events events;

    TaxRates(Made made, Events events) {
        this.made = made;
        this.events = events;
    }

    public ObjectNode create(Form form) {
        if (!form.required("inclusive").equals("false"))
            throw Refusal.invalid("", "inclusive", "The fake supports exclusive tax rates only.");
        var rate = made.make("tax_rate", "txr_");
        rate.put("display_name", form.required("display_name"));
        rate.put("percentage", percentage(form));
        for (var name : PLAIN) form.text(name).ifPresent(text -> rate.put(name, text));
        if (form.has("active")) rate.put("active", form.truth("active"));
        rate.set("metadata", Metadata.of(form));
        events.tell("tax_rate.created", made.store().add(rate));
        return rate;
    }

    public ObjectNode update(String id, Form form) {
        var rate = get(id);
        if (form.has("active")) rate.put("active", form.truth("active"));
        if (form.has("metadata")) rate.withObject("/metadata").setAll(Metadata.of(form));
        return rate;
    }

    public ObjectNode get(String id) {
        return made.store().get("tax_rate", id, 404, "tax_rate");
    }

    private static BigDecimal percentage(Form form) {
        var text = form.required("percentage");
        if (!text.matches("\\d{1,3}(\\.\\d{1,4})?"))
            throw Refusal.invalid("parameter_invalid_decimal", "percentage", "Invalid decimal: " + text);
        return new BigDecimal(text);
    }
}
