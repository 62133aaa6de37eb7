package credits.topup;

import credits.identity.OrganisationId;
import credits.topup.Vat.Treatment;
import java.time.LocalDate;

/// A top-up that was paid: all that its invoice says but number and date of issue. With reverse charge the buyer
/// has a VAT number (Art. 226(4) of Directive 2006/112/EC).
///
/// @param paidOn the day the payment was received, where the seller is
/// @param reference of the payment at the provider
/// @param buyer as it was when the top-up was paid
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

    /// The language of its documents.
    public Language language() {
        return Language.of(buyer.language());
    }
}
