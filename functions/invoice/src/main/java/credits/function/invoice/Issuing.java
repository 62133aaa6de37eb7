package credits.function.invoice;

import credits.archive.Archive;
import credits.function.invoice.paper.Printer;
import credits.ledger.Invoices;
import credits.topup.Sale;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.Invoice;
import java.time.InstantSource;
import java.time.LocalDate;

/// Issues invoices and credit notes: assigns the number, renders, archives, and records the file with the payment.
/// Every step is idempotent, so a retry completes an interrupted attempt.
final class Issuing {
    private final Invoices invoices;
    private final Printer printer;
    private final Archive archive;
    private final InstantSource clock;

    Issuing(Invoices invoices, Printer printer, Archive archive, InstantSource clock) {
        this.invoices = invoices;
        this.printer = printer;
        this.archive = archive;
        this.clock = clock;
    }

    /// The archived invoice of `sale`.
    Invoice invoice(Sale sale, LocalDate today) {
        var invoice = invoices.issue(sale, today);
        file(invoice);
        return invoice;
    }

    /// Archives credit notes for everything refunded of `sale`, and its invoice if that is missing.
    ///
    /// @param refundedCents the total refunded so far, including VAT
    void credit(Sale sale, long refundedCents, LocalDate today) {
        var invoice = invoice(sale, today);
        var _ = invoices.credit(invoice, refundedCents, today);
        for (var sheet : invoices.records()
                .paperwork(sale.organisation(), sale.payment())
                .creditNotes()) {
            if (sheet.file().isEmpty())
                file(invoices.records().find(sheet.number()).orElseThrow());
        }
    }

    private void file(TaxDocument document) {
        var sale = document.sale();
        var known = invoices.records().paperwork(sale.organisation(), sale.payment());
        if (known.isArchived(document.number())) return;
        var file = archive.keep(document.number(), printer.pdf(document), printer.xml(document));
        invoices.archived(document, file, clock.instant());
    }
}
