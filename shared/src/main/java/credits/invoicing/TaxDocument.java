package credits.invoicing;

import credits.invoicing.Vat.VatTreatment;
import java.time.Instant;
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

    /// Returns the document that this one amends: the invoice of a credit note, or what an invoice cancels
    /// or replaces.
    Optional<PrecedingDocument> precedingDocument();

    /// Returns the country whose VAT is charged, ISO 3166-1 alpha-2; empty if none is. Older documents do not name it:
    /// then it was the seller's.
    default Optional<String> taxingCountry() {
        var vat = amounts().vat();
        if (vat.treatment() != VatTreatment.STANDARD) return Optional.empty();
        return vat.country()
                .or(() -> Optional.of(invoiceData().seller().address().country()));
    }

    /// The invoice of a payment (Art. 220 of Directive 2006/112/EC). One that replaces another, or that
    /// cancels a credit note and is for the part of the payment that the note was for, refers to it (Art.
    /// 219).
    ///
    /// @param precedingDocument the invoice that this one replaces, or the credit note that it cancels
    ///     because its reversal came to nothing
    /// @param correctedAt when its buyer was corrected, if it replaces an invoice
    record Invoice(
            DocumentNumber number,
            LocalDate issuedOn,
            InvoiceData invoiceData,
            VatBreakdown amounts,
            Optional<PrecedingDocument> precedingDocument,
            Optional<Instant> correctedAt)
            implements TaxDocument {
        public Invoice {
            requireSeries(number, NumberSeries.Kind.INVOICES, issuedOn);
        }

        /// Creates the invoice of a whole payment.
        public Invoice(DocumentNumber number, LocalDate issuedOn, InvoiceData invoiceData) {
            this(number, issuedOn, invoiceData, invoiceData.amounts(), Optional.empty(), Optional.empty());
        }

        /// Returns the credit note that this invoice cancels.
        public Optional<PrecedingDocument> cancelledNote() {
            return precedingDocument.filter(preceding -> preceding.kind() == NumberSeries.Kind.CREDIT_NOTES);
        }

        /// Returns the invoice that this one replaces.
        public Optional<PrecedingDocument> replacedInvoice() {
            return precedingDocument.filter(preceding -> preceding.kind() == NumberSeries.Kind.INVOICES);
        }
    }

    /// The credit note of a reversal, or one that cancels an invoice which another replaces. It amends an
    /// invoice and refers to it (Art. 219).
    ///
    /// @param precedingInvoice the number and the date of issue of that invoice
    /// @param amounts the credited amounts, as positive numbers
    /// @param reason why they are credited
    /// @param reversal Stripe's id of the refund or dispute; empty in older notes
    /// @param reversedOn the day of the refund or dispute in the seller's time zone; empty if it is not known
    /// @param remainingCents what remains of the invoice, including VAT; empty in older notes
    record CreditNote(
            DocumentNumber number,
            LocalDate issuedOn,
            InvoiceData invoiceData,
            PrecedingDocument precedingInvoice,
            VatBreakdown amounts,
            FinalReversals.Reason reason,
            Optional<String> reversal,
            Optional<LocalDate> reversedOn,
            Optional<Long> remainingCents)
            implements TaxDocument {
        public CreditNote {
            requireSeries(number, NumberSeries.Kind.CREDIT_NOTES, issuedOn);
        }

        @Override
        public Optional<PrecedingDocument> precedingDocument() {
            return Optional.of(precedingInvoice);
        }

        /// Whether it cancels an invoice that another replaces.
        public boolean isCancellation() {
            return reason == FinalReversals.Reason.REISSUE;
        }
    }

    /// The document that another one amends.
    record PrecedingDocument(DocumentNumber number, LocalDate issuedOn) {
        /// Returns the reference to `document`.
        public static PrecedingDocument of(TaxDocument document) {
            return new PrecedingDocument(document.number(), document.issuedOn());
        }

        NumberSeries.Kind kind() {
            return number.series().kind();
        }
    }

    private static void requireSeries(DocumentNumber number, NumberSeries.Kind kind, LocalDate issuedOn) {
        var series = number.series();
        if (series.kind() != kind || series.year() != issuedOn.getYear()) {
            throw new IllegalArgumentException(number + " of " + issuedOn + " is in the wrong series");
        }
    }
}
