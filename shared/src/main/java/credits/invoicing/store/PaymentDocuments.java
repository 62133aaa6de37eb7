package credits.invoicing.store;

import credits.invoicing.DocumentNumber;
import credits.invoicing.RequiredDocuments;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The documents of one payment: its invoices and its credit notes, each in the order of issue. They are
/// stored next to the payment's record, which other writers replace as a whole.
///
/// @param invoices the invoice of the sale, then those that replace it or cancel credit notes
public record PaymentDocuments(List<DocumentRef> invoices, List<DocumentRef> creditNotes) {
    /// The prefix of the attributes for the most recently archived document. The function `announce`
    /// publishes it from the table's stream.
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
    /// @param reversal Stripe's id of the reversal that a credit note is for; empty in older records, of
    ///     invoices, and of notes that cancel one
    /// @param cancels the credit note that an invoice cancels, or the invoice that a credit note cancels
    ///     because another replaces it
    /// @param correctedAt the time of the correction that an invoice was made out anew for
    public record DocumentRef(
            DocumentNumber number,
            long totalCents,
            Optional<ArchivedFile> archivedFile,
            Optional<String> reversal,
            Optional<DocumentNumber> cancels,
            Optional<Instant> correctedAt) {
        /// Creates the reference to the invoice of a sale.
        public DocumentRef(DocumentNumber number, long totalCents, Optional<ArchivedFile> archivedFile) {
            this(number, totalCents, archivedFile, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private DocumentRef withFile(DocumentNumber ofNumber, ArchivedFile file) {
            return number.equals(ofNumber)
                    ? new DocumentRef(number, totalCents, Optional.of(file), reversal, cancels, correctedAt)
                    : this;
        }
    }

    /// A PDF in the archive, and the XML beside it.
    ///
    /// @param sha256 of the PDF, 64 hexadecimal digits
    /// @param xmlSha256 of the XML; empty in older records
    public record ArchivedFile(long sizeBytes, String sha256, Optional<String> xmlSha256) {}

    /// Returns the invoice of the sale: the newest, if it was made out anew.
    public Optional<DocumentRef> invoice() {
        return invoices.stream().filter(invoice -> invoice.cancels().isEmpty()).reduce((_, later) -> later);
    }

    /// Returns the invoices that cancel credit notes.
    public List<DocumentRef> cancellations() {
        return invoices.stream()
                .filter(invoice -> invoice.cancels().isPresent())
                .toList();
    }

    /// Returns the credit notes, and then the invoices that cancel one, or that another has replaced.
    public List<DocumentRef> corrections() {
        var current = invoice();
        var others = invoices.stream().filter(invoice -> !current.equals(Optional.of(invoice)));
        return Stream.concat(creditNotes.stream(), others).toList();
    }

    /// Returns the credit notes for refunds and disputes.
    List<DocumentRef> reversalNotes() {
        return creditNotes.stream().filter(note -> note.cancels().isEmpty()).toList();
    }

    /// Whether every document that is due is issued and archived.
    public boolean isComplete(RequiredDocuments required) {
        return invoice().isPresent()
                && all().stream().allMatch(document -> document.archivedFile().isPresent())
                && DueCorrection.find(this, required.reversals(), required.soldCents())
                        .isEmpty()
                && !isReissueDue(required);
    }

    /// Whether the invoice must be made out anew. If nothing remains of the sale, there is nothing to make
    /// it out for. A worker that is late knows an earlier correction, or none.
    boolean isReissueDue(RequiredDocuments required) {
        var madeOutAt = invoice().map(current -> current.correctedAt().orElse(Instant.MIN));
        var correctedAt = required.correctedAt();
        return madeOutAt.isPresent()
                && correctedAt.filter(madeOutAt.get()::isBefore).isPresent()
                && creditedCents() < required.soldCents();
    }

    /// Returns the total of all credit notes for refunds and disputes that were not cancelled, in cents.
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
        return reversalNotes().stream()
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
                yield new PaymentDocuments(
                        append(invoices, document, Optional.empty(), cancels, invoice.correctedAt()), creditNotes);
            }
            case CreditNote note -> {
                var cancels = note.isCancellation()
                        ? Optional.of(note.precedingInvoice().number())
                        : Optional.<DocumentNumber>empty();
                yield new PaymentDocuments(
                        invoices, append(creditNotes, document, note.reversal(), cancels, Optional.empty()));
            }
        };
    }

    private static List<DocumentRef> append(
            List<DocumentRef> documents,
            TaxDocument document,
            Optional<String> reversal,
            Optional<DocumentNumber> cancels,
            Optional<Instant> correctedAt) {
        long total = document.amounts().totalCents();
        var added = new DocumentRef(document.number(), total, Optional.empty(), reversal, cancels, correctedAt);
        return Stream.concat(documents.stream(), Stream.of(added)).toList();
    }

    /// Returns these documents with `file` as the file of the document `number`, which must be one of them.
    PaymentDocuments withArchived(DocumentNumber number, ArchivedFile file) {
        if (findDocument(number).isEmpty()) throw new IllegalStateException("no document of the payment: " + number);
        return new PaymentDocuments(
                invoices.stream().map(each -> each.withFile(number, file)).toList(),
                creditNotes.stream().map(each -> each.withFile(number, file)).toList());
    }
}
