package credits.invoicing.store;

import credits.aws.ItemAttributes;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The documents of one payment: its invoices and its credit notes, each in the order of issue. They are
/// stored next to the payment's record, which other writers replace as a whole.
///
/// @param invoices the invoice of the sale, then those that cancel credit notes
public record PaymentDocuments(List<DocumentRef> invoices, List<DocumentRef> creditNotes) {
    static final String INVOICE_ATTRIBUTE = "invoice";
    static final String FURTHER_INVOICES_ATTRIBUTE = "further_invoices";
    static final String CREDIT_NOTES_ATTRIBUTE = "credit_notes";

    /// The attributes that list the documents.
    static final List<String> LISTS = List.of(INVOICE_ATTRIBUTE, FURTHER_INVOICES_ATTRIBUTE, CREDIT_NOTES_ATTRIBUTE);

    /// The prefix of the attributes for the most recently archived document. The function `announce` publishes it from
    /// the table's stream.
    public static final String ARCHIVED_PREFIX = "archived_";

    /// The attribute with the number of the most recently archived document; absent before the first.
    public static final String ARCHIVED_NUMBER = ARCHIVED_PREFIX + "number";

    /// The prefix of the documents' object keys in the archive.
    public static final String ARCHIVE_FOLDER = "invoices/";

    /// No documents.
    public static final PaymentDocuments NONE = new PaymentDocuments(List.of(), List.of());

    /// A reference to a document that was issued.
    ///
    /// @param totalCents the amount of the document, including VAT
    /// @param archivedFile the file in the archive; empty until it is archived
    /// @param reversal Stripe's id of the reversal that a credit note is for; empty in older records and of
    ///     invoices
    /// @param cancels the credit note that an invoice cancels
    public record DocumentRef(
            DocumentNumber number,
            long totalCents,
            Optional<ArchivedFile> archivedFile,
            Optional<String> reversal,
            Optional<DocumentNumber> cancels) {
        /// Creates the reference to the invoice of a sale.
        public DocumentRef(DocumentNumber number, long totalCents, Optional<ArchivedFile> archivedFile) {
            this(number, totalCents, archivedFile, Optional.empty(), Optional.empty());
        }

        private DocumentRef withFile(DocumentNumber ofNumber, ArchivedFile file) {
            return number.equals(ofNumber)
                    ? new DocumentRef(number, totalCents, Optional.of(file), reversal, cancels)
                    : this;
        }
    }

    /// A PDF in the archive, and the XML beside it.
    ///
    /// @param sha256 of the PDF, 64 hexadecimal digits
    /// @param xmlSha256 of the XML; empty in older records
    public record ArchivedFile(long sizeBytes, String sha256, Optional<String> xmlSha256) {}

    /// Returns the invoice of the sale.
    public Optional<DocumentRef> invoice() {
        return invoices.stream().findFirst();
    }

    /// Returns the invoices that cancel credit notes.
    public List<DocumentRef> cancellations() {
        return invoices.stream().skip(1).toList();
    }

    /// Returns the credit notes, and then the invoices that cancel them.
    public List<DocumentRef> corrections() {
        return Stream.concat(creditNotes.stream(), cancellations().stream()).toList();
    }

    /// Whether every document that is due is issued and archived.
    public boolean isComplete(FinalReversals reversals) {
        long soldCents = invoice().map(DocumentRef::totalCents).orElse(0L);
        return invoice().isPresent()
                && all().stream().allMatch(document -> document.archivedFile().isPresent())
                && DueCorrection.find(this, reversals, soldCents).isEmpty();
    }

    /// Returns the total of all credit notes that were not cancelled, in cents.
    public long creditedCents() {
        return sumCredited(_ -> true);
    }

    /// Returns the same of those for one reversal.
    long creditedFor(String reversal) {
        return sumCredited(note -> note.reversal().equals(Optional.of(reversal)));
    }

    /// Returns the same of those whose reversal is not known.
    long creditedWithoutReversal() {
        return sumCredited(note -> note.reversal().isEmpty());
    }

    private long sumCredited(Predicate<DocumentRef> isCounted) {
        return creditNotes.stream()
                .filter(isCounted)
                .mapToLong(this::creditedBy)
                .sum();
    }

    /// Returns what of a credit note has not been cancelled.
    long creditedBy(DocumentRef note) {
        long cancelled = invoices.stream()
                .filter(invoice -> invoice.cancels().equals(Optional.of(note.number())))
                .mapToLong(DocumentRef::totalCents)
                .sum();
        return note.totalCents() - cancelled;
    }

    /// Returns all documents.
    public List<DocumentRef> all() {
        return Stream.concat(invoices.stream(), creditNotes.stream()).toList();
    }

    /// Whether the file of the document `number` is in the archive.
    public boolean isArchived(DocumentNumber number) {
        return findDocument(number).flatMap(DocumentRef::archivedFile).isPresent();
    }

    /// Returns the document with `number`, if it is one of this payment's.
    public Optional<DocumentRef> findDocument(DocumentNumber number) {
        return all().stream()
                .filter(documentRef -> documentRef.number().equals(number))
                .findFirst();
    }

    /// Returns these documents with one more that was issued.
    PaymentDocuments withIssued(TaxDocument document) {
        return switch (document) {
            case Invoice invoice -> {
                var cancels = invoice.cancelledNote().map(PrecedingDocument::number);
                yield new PaymentDocuments(append(invoices, document, Optional.empty(), cancels), creditNotes);
            }
            case CreditNote note ->
                new PaymentDocuments(invoices, append(creditNotes, document, note.reversal(), Optional.empty()));
        };
    }

    private static List<DocumentRef> append(
            List<DocumentRef> documents,
            TaxDocument document,
            Optional<String> reversal,
            Optional<DocumentNumber> cancels) {
        long total = document.amounts().totalCents();
        var added = new DocumentRef(document.number(), total, Optional.empty(), reversal, cancels);
        return Stream.concat(documents.stream(), Stream.of(added)).toList();
    }

    /// Returns these documents with `file` as the file of the document `number`, which must be one of them.
    PaymentDocuments withArchived(DocumentNumber number, ArchivedFile file) {
        if (findDocument(number).isEmpty()) throw new IllegalStateException("no document of the payment: " + number);
        return new PaymentDocuments(
                invoices.stream().map(each -> each.withFile(number, file)).toList(),
                creditNotes.stream().map(each -> each.withFile(number, file)).toList());
    }

    static PaymentDocuments fromItem(Map<String, AttributeValue> item) {
        var first = Optional.ofNullable(item.get(INVOICE_ATTRIBUTE)).map(PaymentDocuments::toDocumentRef);
        var further = toDocumentRefs(item, FURTHER_INVOICES_ATTRIBUTE);
        return new PaymentDocuments(
                Stream.concat(first.stream(), further.stream()).toList(), toDocumentRefs(item, CREDIT_NOTES_ATTRIBUTE));
    }

    private static List<DocumentRef> toDocumentRefs(Map<String, AttributeValue> item, String attribute) {
        var documents = Optional.ofNullable(item.get(attribute)).map(AttributeValue::l);
        return documents.orElse(List.of()).stream()
                .map(PaymentDocuments::toDocumentRef)
                .toList();
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
        invoice().ifPresent(documentRef -> attributes.put(INVOICE_ATTRIBUTE, toAttribute(documentRef)));
        putList(attributes, FURTHER_INVOICES_ATTRIBUTE, cancellations());
        putList(attributes, CREDIT_NOTES_ATTRIBUTE, creditNotes);
        return attributes;
    }

    private static void putList(Map<String, AttributeValue> attributes, String name, List<DocumentRef> documents) {
        if (documents.isEmpty()) return;
        attributes.put(
                name,
                AttributeValue.fromL(
                        documents.stream().map(PaymentDocuments::toAttribute).toList()));
    }

    private static AttributeValue toAttribute(DocumentRef documentRef) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("number", ItemAttributes.text(documentRef.number().toString()));
        parts.put("total", ItemAttributes.number(documentRef.totalCents()));
        documentRef.reversal().ifPresent(id -> parts.put("reversal", ItemAttributes.text(id)));
        documentRef.cancels().ifPresent(note -> parts.put("cancels", ItemAttributes.text(note.toString())));
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
                ItemAttributes.optionalText(parts, "cancels").map(DocumentNumber::of));
    }
}
