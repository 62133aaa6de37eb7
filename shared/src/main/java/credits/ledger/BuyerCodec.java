package credits.ledger;

import static credits.ledger.PaymentCodec.text;

import credits.topup.Buyer;
import credits.topup.VatId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A buyer as an attribute of the profile and of payments.
final class BuyerCodec {
    private BuyerCodec() {}

    static AttributeValue attribute(Buyer buyer) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("legal_name", text(buyer.legalName()));
        parts.put("line1", text(buyer.line1()));
        parts.put("postal_code", text(buyer.postalCode()));
        parts.put("city", text(buyer.city()));
        parts.put("country", text(buyer.country()));
        parts.put("language", text(buyer.language()));
        parts.put("email", text(buyer.email()));
        buyer.line2().ifPresent(line -> parts.put("line2", text(line)));
        buyer.region().ifPresent(region -> parts.put("region", text(region)));
        buyer.vatId().ifPresent(id -> {
            parts.put("vat_id", text(id.number()));
            parts.put("vat_id_status", text(id.status().name()));
        });
        return AttributeValue.fromM(parts);
    }

    static Buyer buyer(AttributeValue attribute) {
        var parts = attribute.m();
        return new Buyer(
                text(parts, "legal_name"),
                text(parts, "line1"),
                optional(parts, "line2"),
                text(parts, "postal_code"),
                text(parts, "city"),
                optional(parts, "region"),
                text(parts, "country"),
                optional(parts, "vat_id")
                        .map(number -> new VatId(number, VatId.Status.valueOf(text(parts, "vat_id_status")))),
                text(parts, "language"),
                text(parts, "email"));
    }

    private static Optional<String> optional(Map<String, AttributeValue> parts, String name) {
        return Optional.ofNullable(parts.get(name)).map(AttributeValue::s);
    }
}
