package credits.topup;

import java.time.LocalDate;

/// An invoice or a credit note: what the seller issued, frozen. It never changes again.
public sealed interface TaxDocument {
    DocumentNumber number();

    /// The day of issue, where the seller is. Never before that of the number before it.
    LocalDate issuedOn();

    /// What was sold and paid.
    Sale sale();

    /// The amounts that the document is about.
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

    /// The credit note of a refund: it amends an invoice, to which it refers (Art. 219).
    ///
    /// @param invoice which, and when it was issued
    /// @param amounts what is taken back, as positive amounts
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
