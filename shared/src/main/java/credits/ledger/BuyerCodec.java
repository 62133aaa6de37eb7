package credits.ledger;

import static credits.ledger.PaymentCodec.text;

import credits.topup.Buyer;
import credits.topup.VatId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts billing profiles to and from an attribute of the profile item and of payments.
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
            id.evidence().ifPresent(evidence -> {
                parts.put("vat_id_checked_at", text(evidence.at().toString()));
                evidence.reference().ifPresent(reference -> parts.put("vat_id_reference", text(reference)));
            });
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
                optional(parts, "vat_id").map(number -> vatId(number, parts)),
                text(parts, "language"),
                text(parts, "email"));
    }

    private static VatId vatId(String number, Map<String, AttributeValue> parts) {
        var evidence = optional(parts, "vat_id_checked_at")
                .map(at -> new VatId.Evidence(Instant.parse(at), optional(parts, "vat_id_reference")));
        return new VatId(number, VatId.Status.valueOf(text(parts, "vat_id_status")), evidence);
    }

    private static Optional<String> optional(Map<String, AttributeValue> parts, String name) {
        return Optional.ofNullable(parts.get(name)).map(AttributeValue::s);
    }
}
