package credits.invoicing;

import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.invoicing.Vat.VatTreatment;
import java.time.LocalDate;

/// The content of an invoice, except for its number and date of issue: a top-up that was paid. Under reverse charge the
/// buyer has a VAT ID (Art. 226(4) of Directive 2006/112/EC).
///
/// @param paidOn the day on which the payment was received, in the seller's time zone
/// @param paymentReference the payment provider's reference
/// @param buyer the billing profile at the time of payment
public record InvoiceData(
        OrganisationId organisation,
        PaymentId paymentId,
        LocalDate paidOn,
        String paymentReference,
        Seller seller,
        BillingProfile buyer,
        VatBreakdown amounts) {
    public InvoiceData {
        if (amounts.vat().treatment() == VatTreatment.REVERSE_CHARGE
                && buyer.vatId().isEmpty()) {
            throw new IllegalArgumentException("reverse charge without the buyer's VAT ID: " + paymentId);
        }
        if (amounts.netCents() == 0) throw new IllegalArgumentException("a sale without a net amount: " + paymentId);
    }

    /// Returns the language of the documents.
    public DocumentLanguage language() {
        return DocumentLanguage.fromTag(buyer.language());
    }
}
