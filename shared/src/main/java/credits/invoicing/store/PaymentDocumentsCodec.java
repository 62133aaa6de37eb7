package credits.invoicing.store;

import credits.aws.ItemAttributes;
import credits.invoicing.DocumentNumber;
import credits.invoicing.TaxDocument;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Converts the documents of a payment to and from an item.
final class PaymentDocumentsCodec {
    private static final String INVOICE_ATTRIBUTE = "invoice";
    private static final String FURTHER_INVOICES_ATTRIBUTE = "further_invoices";
    private static final String CREDIT_NOTES_ATTRIBUTE = "credit_notes";

    /// The attributes that list the documents.
    static final List<String> LISTS = List.of(INVOICE_ATTRIBUTE, FURTHER_INVOICES_ATTRIBUTE, CREDIT_NOTES_ATTRIBUTE);

    private PaymentDocumentsCodec() {}

    static PaymentDocuments fromItem(Map<String, AttributeValue> item) {
        var first = Optional.ofNullable(item.get(INVOICE_ATTRIBUTE)).map(PaymentDocumentsCodec::toDocumentRef);
        var further = toDocumentRefs(item, FURTHER_INVOICES_ATTRIBUTE);
        return new PaymentDocuments(
                Stream.concat(first.stream(), further.stream()).toList(), toDocumentRefs(item, CREDIT_NOTES_ATTRIBUTE));
    }

    private static List<DocumentRef> toDocumentRefs(Map<String, AttributeValue> item, String attribute) {
        var documents = Optional.ofNullable(item.get(attribute)).map(AttributeValue::l);
        return documents.orElse(List.of()).stream()
                .map(PaymentDocumentsCodec::toDocumentRef)
                .toList();
    }

    static Map<String, AttributeValue> archivedAttributes(TaxDocument document, ArchivedFile file, Instant now) {
        return Map.of(
                PaymentDocuments.ARCHIVED_NUMBER,
                ItemAttributes.text(document.number().toString()),
                PaymentDocuments.ARCHIVED_PREFIX + "total",
                ItemAttributes.number(document.amounts().totalCents()),
                PaymentDocuments.ARCHIVED_PREFIX + "bytes",
                ItemAttributes.number(file.sizeBytes()),
                PaymentDocuments.ARCHIVED_PREFIX + "sha256",
                ItemAttributes.text(file.sha256()),
                PaymentDocuments.ARCHIVED_PREFIX + "at",
                ItemAttributes.number(now.toEpochMilli()));
    }

    /// Returns the attributes that list the documents; one that would list none is left out.
    static Map<String, AttributeValue> toAttributes(PaymentDocuments documents) {
        var attributes = new HashMap<String, AttributeValue>();
        var invoices = documents.invoices();
        invoices.stream().findFirst().ifPresent(first -> attributes.put(INVOICE_ATTRIBUTE, toAttribute(first)));
        putList(
                attributes,
                FURTHER_INVOICES_ATTRIBUTE,
                invoices.stream().skip(1).toList());
        putList(attributes, CREDIT_NOTES_ATTRIBUTE, documents.creditNotes());
        return attributes;
    }

    private static void putList(Map<String, AttributeValue> attributes, String name, List<DocumentRef> documents) {
        if (documents.isEmpty()) return;
        attributes.put(
                name,
                AttributeValue.fromL(documents.stream()
                        .map(PaymentDocumentsCodec::toAttribute)
                        .toList()));
    }

    private static AttributeValue toAttribute(DocumentRef documentRef) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("number", ItemAttributes.text(documentRef.number().toString()));
        parts.put("total", ItemAttributes.number(documentRef.totalCents()));
        documentRef.reversal().ifPresent(id -> parts.put("reversal", ItemAttributes.text(id)));
        documentRef.cancels().ifPresent(number -> parts.put("cancels", ItemAttributes.text(number.toString())));
        documentRef.correctedAt().ifPresent(at -> parts.put("corrected_at", ItemAttributes.time(at)));
        documentRef.archivedFile().ifPresent(file -> {
            parts.put("bytes", ItemAttributes.number(file.sizeBytes()));
            parts.put("sha256", ItemAttributes.text(file.sha256()));
            file.xmlSha256().ifPresent(hash -> parts.put("xml_sha256", ItemAttributes.text(hash)));
        });
        return AttributeValue.fromM(parts);
    }

    private static DocumentRef toDocumentRef(AttributeValue attribute) {
        var parts = attribute.m();
        var file = Optional.of(parts)
                .filter(each -> each.containsKey("sha256"))
                .map(each -> new ArchivedFile(
                        ItemAttributes.number(each, "bytes"),
                        ItemAttributes.text(each, "sha256"),
                        ItemAttributes.optionalText(each, "xml_sha256")));
        return new DocumentRef(
                DocumentNumber.of(ItemAttributes.text(parts, "number")),
                ItemAttributes.number(parts, "total"),
                file,
                ItemAttributes.optionalText(parts, "reversal"),
                ItemAttributes.optionalText(parts, "cancels").map(DocumentNumber::of),
                ItemAttributes.optionalTime(parts, "corrected_at"));
    }
}
