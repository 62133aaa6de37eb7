package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// The data that a buyer enters on the checkout page.
///
/// @param country ISO 3166 code
/// @param vatNumber with its country prefix
public record CheckoutBuyer(
        String email,
        String name,
        String addressLine,
        String postalCode,
        String city,
        String country,
        Optional<String> vatNumber) {
    /// A buyer for tests in which the buyer does not matter.
    public static final CheckoutBuyer EXAMPLE = new CheckoutBuyer(
            "giulia@example.com", "Giulia Bianchi", "Via Roma 1", "20121", "Milano", "IT", Optional.empty());

    public CheckoutBuyer withCountry(String country) {
        return new CheckoutBuyer(email, name, addressLine, postalCode, city, country, vatNumber);
    }

    public CheckoutBuyer withVatNumber(String vatNumber) {
        return withVatNumber(Optional.of(vatNumber));
    }

    CheckoutBuyer withVatNumber(Optional<String> otherNumber) {
        return new CheckoutBuyer(email, name, addressLine, postalCode, city, country, otherNumber);
    }

    List<String> taxIds() {
        return vatNumber.stream().toList();
    }

    /// The session's `customer_details`.
    ObjectNode customerDetails() {
        var details = ObjectTemplates.object();
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
    static ObjectNode billingDetails(JsonNode details) {
        var billing = ObjectTemplates.object();
        for (var name : List.of("address", "email", "name", "phone")) billing.set(name, details.path(name));
        billing.putNull("tax_id");
        return billing;
    }

    private ObjectNode address() {
        return ObjectTemplates.object()
                .put("city", city)
                .put("country", country)
                .put("line1", addressLine)
                .putNull("line2")
                .put("postal_code", postalCode)
                .putNull("state");
    }
}
