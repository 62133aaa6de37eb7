package credits.topup;

import credits.identity.OrganisationId;
import credits.topup.Vat.Treatment;
import java.time.LocalDate;

/// The content of an invoice, except for its number and date of issue: a top-up that was paid. Under reverse charge the
/// buyer has a VAT ID (Art. 226(4) of Directive 2006/112/EC).
///
/// @param paidOn the day on which the payment was received, in the seller's time zone
/// @param reference the payment provider's reference
/// @param buyer the billing profile at the time of payment
public record Sale(
        OrganisationId organisation,
        PaymentId payment,
        LocalDate paidOn,
        String reference,
        Seller seller,
        Buyer buyer,
        VatBreakdown amounts) {
    public Sale {
        if (amounts.vat().treatment() == Treatment.REVERSE_CHARGE
                && buyer.vatId().isEmpty()) {
            throw new IllegalArgumentException("reverse charge without the buyer's VAT number: " + payment);
        }
        if (amounts.netCents() == 0) throw new IllegalArgumentException("nothing was sold: " + payment);
    }

    /// Returns the language of the documents.
    public Language language() {
        return Language.of(buyer.language());
    }
}
