package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// What a buyer enters on the checkout page.
///
/// @param country ISO 3166 code
/// @param vatNumber with its country prefix
public record Buyer(
        String email,
        String name,
        String line,
        String postalCode,
        String city,
        String country,
        Optional<String> vatNumber) {
    /// A buyer for tests that do not care.
    public static final Buyer SOMEBODY =
            new Buyer("giulia@example.com", "Giulia Bianchi", "Via Roma 1", "20121", "Milano", "IT", Optional.empty());

    public Buyer in(String country) {
        return new Buyer(email, name, line, postalCode, city, country, vatNumber);
    }

    public Buyer withVatNumber(String vatNumber) {
        return new Buyer(email, name, line, postalCode, city, country, Optional.of(vatNumber));
    }

    List<String> taxIds() {
        return vatNumber.stream().toList();
    }

    /// The session's `customer_details`.
    ObjectNode details() {
        var details = Shapes.object();
        details.set("address", address());
        details.putNull("business_name");
        details.put("email", email);
        details.putNull("individual_name");
        details.put("name", name);
        details.putNull("phone");
        details.put("tax_exempt", "none");
        var ids = details.putArray("tax_ids");
        vatNumber.ifPresent(number -> ids.addObject().put("type", "eu_vat").put("value", number));
        return details;
    }

    /// The charge's `billing_details`.
    static ObjectNode billing(JsonNode details) {
        var billing = Shapes.object();
        for (var name : List.of("address", "email", "name", "phone")) billing.set(name, details.path(name));
        billing.putNull("tax_id");
        return billing;
    }

    private ObjectNode address() {
        return Shapes.object()
                .put("city", city)
                .put("country", country)
                .put("line1", line)
                .putNull("line2")
                .put("postal_code", postalCode)
                .putNull("state");
    }
}
