package credits.profile;

import static credits.aws.ItemAttributes.optionalText;
import static credits.aws.ItemAttributes.text;

import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import credits.invoicing.ElectronicAddress;
import credits.invoicing.SdiAddressee;
import credits.invoicing.VatId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts billing profiles to and from an attribute of the profile item and of payments.
public final class BillingProfileCodec {
    private BillingProfileCodec() {}

    public static AttributeValue toAttribute(BillingProfile buyer) {
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
        putReferences(buyer.references(), parts);
        buyer.vatId().ifPresent(id -> {
            parts.put("vat_id", text(id.number()));
            parts.put("vat_id_status", text(id.status().name()));
            id.evidence().ifPresent(evidence -> {
                parts.put("vat_id_checked_at", text(evidence.checkedAt().toString()));
                evidence.consultationNumber().ifPresent(reference -> parts.put("vat_id_reference", text(reference)));
            });
        });
        return AttributeValue.fromM(parts);
    }

    private static void putReferences(BuyerReferences references, Map<String, AttributeValue> parts) {
        references.buyerReference().ifPresent(reference -> parts.put("buyer_reference", text(reference)));
        references.purchaseOrder().ifPresent(order -> parts.put("purchase_order", text(order)));
        references.electronicAddress().ifPresent(address -> parts.put("electronic_address", text(address.toString())));
        var addressee = references.sdiAddressee();
        addressee.codiceFiscale().ifPresent(code -> parts.put("codice_fiscale", text(code)));
        addressee.sdiCode().ifPresent(code -> parts.put("sdi_code", text(code)));
        addressee.pec().ifPresent(address -> parts.put("pec", text(address)));
    }

    public static BillingProfile fromAttribute(AttributeValue attribute) {
        var parts = attribute.m();
        return new BillingProfile(
                text(parts, "legal_name"),
                text(parts, "line1"),
                optionalText(parts, "line2"),
                text(parts, "postal_code"),
                text(parts, "city"),
                optionalText(parts, "region"),
                text(parts, "country"),
                optionalText(parts, "vat_id").map(number -> toVatId(number, parts)),
                text(parts, "language"),
                text(parts, "email"),
                new BuyerReferences(
                        optionalText(parts, "buyer_reference"),
                        optionalText(parts, "purchase_order"),
                        optionalText(parts, "electronic_address").map(ElectronicAddress::of),
                        new SdiAddressee(
                                optionalText(parts, "codice_fiscale"),
                                optionalText(parts, "sdi_code"),
                                optionalText(parts, "pec"))));
    }

    private static VatId toVatId(String number, Map<String, AttributeValue> parts) {
        var evidence = optionalText(parts, "vat_id_checked_at")
                .map(at -> new VatId.Evidence(Instant.parse(at), optionalText(parts, "vat_id_reference")));
        return new VatId(number, VatId.Status.valueOf(text(parts, "vat_id_status")), evidence);
    }
}
