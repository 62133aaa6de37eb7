package credits.topup;

import java.time.LocalDate;

/// An invoice or a credit note as issued. It never changes.
public sealed interface TaxDocument {
    DocumentNumber number();

    /// Returns the day of issue in the seller's time zone. It is never before that of the previous number.
    LocalDate issuedOn();

    /// Returns the sale that the document is about.
    Sale sale();

    /// Returns the amounts of the document.
    VatBreakdown amounts();

    /// The invoice of a payment (Art. 220 of Directive 2006/112/EC).
    record Invoice(DocumentNumber number, LocalDate issuedOn, Sale sale) implements TaxDocument {
        public Invoice {
            require(number, Series.Kind.INVOICES, issuedOn);
        }

        @Override
        public VatBreakdown amounts() {
            return sale.amounts();
        }
    }

    /// The credit note of a reversal. It amends an invoice and refers to it (Art. 219).
    ///
    /// @param invoice the number and the date of issue of that invoice
    /// @param amounts the amounts taken back, as positive numbers
    record CreditNote(DocumentNumber number, LocalDate issuedOn, Sale sale, Corrected invoice, VatBreakdown amounts)
            implements TaxDocument {
        public CreditNote {
            require(number, Series.Kind.CREDIT_NOTES, issuedOn);
        }
    }

    /// The invoice that a credit note amends.
    record Corrected(DocumentNumber number, LocalDate issuedOn) {}

    private static void require(DocumentNumber number, Series.Kind kind, LocalDate issuedOn) {
        var series = number.series();
        if (series.kind() != kind || series.year() != issuedOn.getYear()) {
            throw new IllegalArgumentException(number + " of " + issuedOn + " is in the wrong series");
        }
    }
}
