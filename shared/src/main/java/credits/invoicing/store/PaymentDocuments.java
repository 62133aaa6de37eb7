package credits.invoicing.store;

import credits.aws.ItemAttributes;
import credits.invoicing.DocumentNumber;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    public record DocumentRef(DocumentNumber number, long totalCents, Optional<ArchivedFile> archivedFile) {
        private DocumentRef withFile(DocumentNumber ofNumber, ArchivedFile file) {
            return number.equals(ofNumber) ? new DocumentRef(number, totalCents, Optional.of(file)) : this;
        }
    }

    /// A PDF in the archive, and the XML beside it.
    ///
    /// @param sha256 of the PDF, 64 hexadecimal digits
    /// @param xmlSha256 of the XML; empty in older records
    public record ArchivedFile(long sizeBytes, String sha256, Optional<String> xmlSha256) {}

    /// Whether every document that is due is issued and archived.
    ///
    /// @param finallyReversedCents the final reversals of the payment in total, including VAT
    public boolean isComplete(long finallyReversedCents) {
        return invoice.flatMap(DocumentRef::archivedFile).isPresent()
                && creditNotes.stream().allMatch(note -> note.archivedFile().isPresent())
                && creditNoteCents() >= finallyReversedCents;
    }

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

    /// Returns these documents with one more that was issued.
    PaymentDocuments withIssued(TaxDocument document) {
        var documentRef = new DocumentRef(document.number(), document.amounts().totalCents(), Optional.empty());
        return switch (document) {
            case Invoice _ -> new PaymentDocuments(Optional.of(documentRef), creditNotes);
            case CreditNote _ ->
                new PaymentDocuments(
                        invoice,
                        Stream.concat(creditNotes.stream(), Stream.of(documentRef))
                                .toList());
        };
    }

    /// Returns these documents with `file` as the file of the document `number`, which must be one of them.
    PaymentDocuments withArchived(DocumentNumber number, ArchivedFile file) {
        if (findDocument(number).isEmpty()) throw new IllegalStateException("no document of the payment: " + number);
        return new PaymentDocuments(
                invoice.map(documentRef -> documentRef.withFile(number, file)),
                creditNotes.stream()
                        .map(documentRef -> documentRef.withFile(number, file))
                        .toList());
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

    /// Returns the attributes that list the documents; one that would list none is left out.
    Map<String, AttributeValue> toAttributes() {
        var attributes = new HashMap<String, AttributeValue>();
        invoice.ifPresent(documentRef -> attributes.put(INVOICE_ATTRIBUTE, toAttribute(documentRef)));
        if (!creditNotes.isEmpty()) {
            var notes = creditNotes.stream().map(PaymentDocuments::toAttribute).toList();
            attributes.put(CREDIT_NOTES_ATTRIBUTE, AttributeValue.fromL(notes));
        }
        return attributes;
    }

    private static AttributeValue toAttribute(DocumentRef documentRef) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("number", ItemAttributes.text(documentRef.number().toString()));
        parts.put("total", ItemAttributes.number(documentRef.totalCents()));
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
                DocumentNumber.of(ItemAttributes.text(parts, "number")), ItemAttributes.number(parts, "total"), file);
    }
}
