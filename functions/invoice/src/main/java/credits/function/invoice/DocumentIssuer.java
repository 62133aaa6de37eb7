package credits.function.invoice;

import credits.archive.DocumentArchive;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.invoicing.InvoiceData;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.store.InvoiceIssuance;
import java.time.InstantSource;
import java.time.LocalDate;

/// Issues invoices and credit notes: assigns the number, renders, archives, and records the file with the payment.
/// Every step is idempotent, so a retry completes an interrupted attempt.
final class DocumentIssuer {
    private final InvoiceIssuance invoiceIssuance;
    private final InvoiceRenderer renderer;
    private final DocumentArchive archive;
    private final InstantSource clock;

    DocumentIssuer(
            InvoiceIssuance invoiceIssuance, InvoiceRenderer renderer, DocumentArchive archive, InstantSource clock) {
        this.invoiceIssuance = invoiceIssuance;
        this.renderer = renderer;
        this.archive = archive;
        this.clock = clock;
    }

    /// The archived invoice of `invoiceData`.
    Invoice issueInvoice(InvoiceData invoiceData, LocalDate today) {
        var invoice = invoiceIssuance.issueInvoice(invoiceData, today);
        archive(invoice);
        return invoice;
    }

    /// Archives credit notes for everything refunded of `invoiceData`, and its invoice if that is missing.
    ///
    /// @param refundedCents the total refunded so far, including VAT
    void issueCreditNotes(InvoiceData invoiceData, long refundedCents, LocalDate today) {
        var invoice = issueInvoice(invoiceData, today);
        var _ = invoiceIssuance.issueCreditNote(invoice, refundedCents, today);
        for (var ref : invoiceIssuance
                .queries()
                .findDocuments(invoiceData.organisation(), invoiceData.paymentId())
                .creditNotes()) {
            if (ref.archivedFile().isEmpty())
                archive(invoiceIssuance.queries().findDocument(ref.number()).orElseThrow());
        }
    }

    private void archive(TaxDocument document) {
        var invoiceData = document.invoiceData();
        var refs = invoiceIssuance.queries().findDocuments(invoiceData.organisation(), invoiceData.paymentId());
        if (refs.isArchived(document.number())) return;
        var file = archive.store(document.number(), renderer.renderPdf(document), renderer.renderXml(document));
        invoiceIssuance.markArchived(document, file, clock.instant());
    }
}
