package credits.function.invoice;

import credits.archive.Archive;
import credits.function.invoice.paper.Printer;
import credits.ledger.Invoices;
import credits.topup.Sale;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.Invoice;
import java.time.InstantSource;
import java.time.LocalDate;

/// Puts payments on paper: draws the number, prints, archives, notes the file at the payment. Each step finds what
/// an earlier attempt has done, so all of it is safe to repeat, and finishes what was left.
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

    /// The invoice of `sale`, in the archive.
    Invoice invoice(Sale sale, LocalDate today) {
        var invoice = invoices.issue(sale, today);
        file(invoice);
        return invoice;
    }

    /// Credit notes for all that has gone back of `sale`, in the archive; its invoice too.
    ///
    /// @param refundedCents in all, VAT included
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
