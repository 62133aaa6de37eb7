package credits.invoicing.store;

import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.InvoiceData;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import credits.invoicing.VatBreakdown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// An invoice made out anew: the note that cancels the old one, and the new one, which refers to the old
/// one. They are for what remains of the sale, so that they add nothing to the sum of its documents unless
/// its VAT was corrected.
record Reissue(CreditNote note, Invoice invoice) {
    static Reissue of(
            Invoice replaced,
            long creditedCents,
            InvoiceData corrected,
            Instant correctedAt,
            NumberCounter notes,
            NumberCounter invoices,
            LocalDate today) {
        var preceding = PrecedingDocument.of(replaced);
        var note = new CreditNote(
                notes.nextNumber(),
                notes.issueDate(today),
                replaced.invoiceData(),
                preceding,
                remainder(replaced.invoiceData().amounts(), creditedCents),
                Reason.REISSUE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var invoice = new Invoice(
                invoices.nextNumber(),
                invoices.issueDate(today),
                corrected,
                remainder(corrected.amounts(), creditedCents),
                Optional.of(preceding),
                Optional.of(correctedAt));
        return new Reissue(note, invoice);
    }

    private static VatBreakdown remainder(VatBreakdown sold, long creditedCents) {
        return sold.remainingShare(sold.totalCents(), creditedCents);
    }
}
