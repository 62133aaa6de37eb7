package credits.invoicing;

import java.time.LocalDate;

/// An invoice or a credit note as issued. It never changes.
public sealed interface TaxDocument {
    DocumentNumber number();

    /// Returns the day of issue in the seller's time zone. It is never before that of the previous number.
    LocalDate issuedOn();

    /// Returns the sale that the document is about.
    InvoiceData invoiceData();

    /// Returns the amounts of the document.
    VatBreakdown amounts();

    /// The invoice of a payment (Art. 220 of Directive 2006/112/EC).
    record Invoice(DocumentNumber number, LocalDate issuedOn, InvoiceData invoiceData) implements TaxDocument {
        public Invoice {
            requireSeries(number, NumberSeries.Kind.INVOICES, issuedOn);
        }

        @Override
        public VatBreakdown amounts() {
            return invoiceData.amounts();
        }
    }

    /// The credit note of a reversal. It amends an invoice and refers to it (Art. 219).
    ///
    /// @param precedingInvoice the number and the date of issue of that invoice
    /// @param amounts the reversed amounts, as positive numbers
    record CreditNote(
            DocumentNumber number,
            LocalDate issuedOn,
            InvoiceData invoiceData,
            PrecedingInvoice precedingInvoice,
            VatBreakdown amounts)
            implements TaxDocument {
        public CreditNote {
            requireSeries(number, NumberSeries.Kind.CREDIT_NOTES, issuedOn);
        }
    }

    /// The invoice that a credit note amends.
    record PrecedingInvoice(DocumentNumber number, LocalDate issuedOn) {}

    private static void requireSeries(DocumentNumber number, NumberSeries.Kind kind, LocalDate issuedOn) {
        var series = number.series();
        if (series.kind() != kind || series.year() != issuedOn.getYear()) {
            throw new IllegalArgumentException(number + " of " + issuedOn + " is in the wrong series");
        }
    }
}
