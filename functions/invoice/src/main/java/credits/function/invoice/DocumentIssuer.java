package credits.function.invoice;

import credits.archive.DocumentArchive;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;

/// Issues invoices and credit notes: assigns the number, renders, archives, and records the file with the payment.
/// Every step is idempotent, so a retry completes an interrupted attempt.
final class DocumentIssuer {
    private final InvoiceIssuance invoiceIssuance;
    private final InvoiceQueries queries;
    private final InvoiceRenderer renderer;
    private final DocumentArchive archive;
    private final InstantSource clock;

    DocumentIssuer(
            InvoiceIssuance invoiceIssuance,
            InvoiceQueries queries,
            InvoiceRenderer renderer,
            DocumentArchive archive,
            InstantSource clock) {
        this.invoiceIssuance = invoiceIssuance;
        this.queries = queries;
        this.renderer = renderer;
        this.archive = archive;
        this.clock = clock;
    }

    /// Issues and archives what is missing of the invoice and the credit notes of a payment, and returns its documents.
    ///
    /// @param known the payment's documents as last read
    PaymentDocuments issueMissing(
            InvoiceData invoiceData, PaymentDocuments known, FinalReversals reversals, LocalDate today) {
        var invoice = invoiceIssuance.issueInvoice(invoiceData, known, today);
        var documents = archive(invoice.document(), invoice.documents());
        var creditNote = invoiceIssuance.issueCreditNote(invoice.document(), documents, reversals, today);
        documents = creditNote.documents();
        for (var ref : creditNote.documents().creditNotes()) {
            if (ref.archivedFile().isEmpty()) documents = archive(find(ref.number(), creditNote.document()), documents);
        }
        return documents;
    }

    private PaymentDocuments archive(TaxDocument document, PaymentDocuments documents) {
        if (documents.isArchived(document.number())) return documents;
        var reference = document.invoiceData().paymentReference();
        var file = archive.store(
                document.number(),
                renderer.renderPdf(document),
                renderer.renderXml(document),
                stored -> new String(stored, StandardCharsets.UTF_8).contains(">" + reference + "<"));
        return invoiceIssuance.markArchived(document, documents, file, clock.instant());
    }

    private TaxDocument find(DocumentNumber number, Optional<CreditNote> justIssued) {
        if (justIssued.isPresent() && justIssued.get().number().equals(number)) return justIssued.get();
        return queries.findDocument(number).orElseThrow();
    }
}
