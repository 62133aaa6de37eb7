package credits.invoicing.store;

import credits.aws.ItemAttributes;
import credits.invoicing.DocumentNumber;
import credits.invoicing.TaxDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The documents of one payment: its invoice, and its credit notes in the order of issue. They are stored next to the
/// payment's record, which other writers replace as a whole.
public record PaymentDocuments(Optional<DocumentRef> invoice, List<DocumentRef> creditNotes) {
    static final String INVOICE_ATTRIBUTE = "invoice";
    static final String CREDIT_NOTES_ATTRIBUTE = "credit_notes";

    /// The prefix of the attributes for the most recently archived document. The function `announce` publishes it from
    /// the table's stream.
    public static final String ARCHIVED_PREFIX = "archived_";

    /// The attribute with the number of the most recently archived document; absent before the first.
    public static final String ARCHIVED_NUMBER = ARCHIVED_PREFIX + "number";

    /// The prefix of the documents' object keys in the archive.
    public static final String ARCHIVE_FOLDER = "invoices/";

    /// No documents.
    public static final PaymentDocuments NONE = new PaymentDocuments(Optional.empty(), List.of());

    /// A reference to a document that was issued.
    ///
    /// @param totalCents the amount of the document, including VAT
    /// @param archivedFile the file in the archive; empty until it is archived
    public record DocumentRef(DocumentNumber number, long totalCents, Optional<ArchivedFile> archivedFile) {}

    /// A file in the archive.
    ///
    /// @param sha256 64 hexadecimal digits
    public record ArchivedFile(long sizeBytes, String sha256) {}

    /// Returns the total of all credit notes, in cents.
    public long creditNoteCents() {
        return creditNotes.stream().mapToLong(DocumentRef::totalCents).reduce(0, Math::addExact);
    }

    /// Whether the file of the document `number` is in the archive.
    public boolean isArchived(DocumentNumber number) {
        return findDocument(number).flatMap(DocumentRef::archivedFile).isPresent();
    }

    /// Returns the document with `number`, if it is one of this payment's.
    public Optional<DocumentRef> findDocument(DocumentNumber number) {
        return invoice.filter(documentRef -> documentRef.number().equals(number))
                .or(() -> creditNotes.stream()
                        .filter(documentRef -> documentRef.number().equals(number))
                        .findFirst());
    }

    static PaymentDocuments fromItem(Map<String, AttributeValue> item) {
        var notes = Optional.ofNullable(item.get(CREDIT_NOTES_ATTRIBUTE))
                .map(AttributeValue::l)
                .orElse(List.of());
        return new PaymentDocuments(
                Optional.ofNullable(item.get(INVOICE_ATTRIBUTE)).map(PaymentDocuments::toDocumentRef),
                notes.stream().map(PaymentDocuments::toDocumentRef).toList());
    }

    static Map<String, AttributeValue> archivedAttributes(TaxDocument document, ArchivedFile file, Instant now) {
        return Map.of(
                ARCHIVED_NUMBER,
                ItemAttributes.text(document.number().toString()),
                ARCHIVED_PREFIX + "total",
                ItemAttributes.number(document.amounts().totalCents()),
                ARCHIVED_PREFIX + "bytes",
                ItemAttributes.number(file.sizeBytes()),
                ARCHIVED_PREFIX + "sha256",
                ItemAttributes.text(file.sha256()),
                ARCHIVED_PREFIX + "at",
                ItemAttributes.number(now.toEpochMilli()));
    }

    static AttributeValue toAttribute(DocumentRef documentRef) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("number", ItemAttributes.text(documentRef.number().toString()));
        parts.put("total", ItemAttributes.number(documentRef.totalCents()));
        documentRef.archivedFile().ifPresent(file -> {
            parts.put("bytes", ItemAttributes.number(file.sizeBytes()));
            parts.put("sha256", ItemAttributes.text(file.sha256()));
        });
        return AttributeValue.fromM(parts);
    }

    static AttributeValue toAttribute(List<DocumentRef> documentRefs) {
        return AttributeValue.fromL(
                documentRefs.stream().map(PaymentDocuments::toAttribute).toList());
    }

    private static DocumentRef toDocumentRef(AttributeValue attribute) {
        var parts = attribute.m();
        var file = Optional.of(parts)
                .filter(each -> each.containsKey("sha256"))
                .map(each ->
                        new ArchivedFile(ItemAttributes.number(each, "bytes"), ItemAttributes.text(each, "sha256")));
        return new DocumentRef(
                DocumentNumber.of(ItemAttributes.text(parts, "number")), ItemAttributes.number(parts, "total"), file);
    }
}
