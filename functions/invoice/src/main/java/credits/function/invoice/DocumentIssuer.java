package credits.function.invoice;

import credits.archive.DocumentArchive;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.RequiredDocuments;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
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

    /// Issues and archives what is missing of the invoices and credit notes of a payment, and returns its
    /// documents.
    ///
    /// @param known the payment's documents as last read
    PaymentDocuments issueMissing(
            InvoiceData invoiceData, PaymentDocuments known, RequiredDocuments required, LocalDate today) {
        var invoice = invoiceIssuance.issueInvoice(invoiceData, known, today);
        var documents = issueCorrections(
                invoice.document(), archive(invoice.document(), invoice.documents()), required.reversals(), today);
        var reissued = invoiceIssuance.reissueInvoice(invoiceData, documents, required, today);
        return archiveRest(reissued.documents(), reissued.document());
    }

    // Each reversal leads to few documents, and each of them is issued once.
    private PaymentDocuments issueCorrections(
            Invoice invoice, PaymentDocuments known, FinalReversals reversals, LocalDate today) {
        var documents = known;
        while (true) {
            var correction = invoiceIssuance.issueCorrection(invoice, documents, reversals, today);
            documents = archiveRest(correction.documents(), correction.document());
            if (correction.document().isEmpty()) return documents;
        }
    }

    // Others than the one just issued are not in the archive if an earlier attempt issued them, or its answer was lost.
    private PaymentDocuments archiveRest(PaymentDocuments documents, Optional<? extends TaxDocument> justIssued) {
        var archived = documents;
        for (var ref : documents.all()) {
            if (ref.archivedFile().isPresent()) continue;
            var document = justIssued
                    .<TaxDocument>map(issued -> issued)
                    .filter(issued -> issued.number().equals(ref.number()))
                    .or(() -> queries.findDocument(ref.number()));
            archived = archive(document.orElseThrow(), archived);
        }
        return archived;
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
}
