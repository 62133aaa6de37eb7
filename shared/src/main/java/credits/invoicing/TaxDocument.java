package credits.invoicing;

import credits.invoicing.Vat.VatTreatment;
import java.time.LocalDate;
import java.util.Optional;

/// An invoice or a credit note as issued. It never changes.
public sealed interface TaxDocument {
    DocumentNumber number();

    /// Returns the day of issue in the seller's time zone. It is never before that of the previous number.
    LocalDate issuedOn();

    /// Returns the sale that the document is about.
    InvoiceData invoiceData();

    /// Returns the amounts of the document.
    VatBreakdown amounts();

    /// Returns the country whose VAT is charged, ISO 3166-1 alpha-2; empty if none is. Older documents do not name it:
    /// then it was the seller's.
    default Optional<String> taxingCountry() {
        var vat = amounts().vat();
        if (vat.treatment() != VatTreatment.STANDARD) return Optional.empty();
        return vat.country()
                .or(() -> Optional.of(invoiceData().seller().address().country()));
    }

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
    /// @param reason why they are reversed
    /// @param remainingCents what remains of the invoice, including VAT; empty in older notes
    record CreditNote(
            DocumentNumber number,
            LocalDate issuedOn,
            InvoiceData invoiceData,
            PrecedingInvoice precedingInvoice,
            VatBreakdown amounts,
            FinalReversals.Reason reason,
            Optional<Long> remainingCents)
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
