package credits.stripe;

import com.stripe.model.checkout.Session;
import com.stripe.model.checkout.Session.TotalDetails.Breakdown.Tax;
import credits.invoicing.BillingProfile;
import credits.invoicing.EuVatArea;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import java.util.List;
import java.util.Optional;

/// The VAT that Stripe charged at checkout and the reason, in the terms of our invoices.
final class CheckoutVat {
    private CheckoutVat() {}

    /// The VAT decision; empty if our invoices cannot express it: more than one tax, or none within the EU
    /// without a reason.
    ///
    /// @param session the session with its taxes expanded
    static Optional<DecidedVat> from(Session session, BillingProfile buyer) {
        var details = session.getTotalDetails();
        if (details == null || details.getAmountTax() == null) return Optional.empty();
        var taxes = details.getBreakdown() == null || details.getBreakdown().getTaxes() == null
                ? List.<Tax>of()
                : details.getBreakdown().getTaxes();
        long cents = details.getAmountTax();
        if (cents > 0) return taxes.size() == 1 ? charged(taxes.getFirst(), cents) : Optional.empty();
        boolean isReverseCharge = taxes.stream().anyMatch(tax -> "reverse_charge".equals(tax.getTaxabilityReason()));
        if (isReverseCharge && buyer.vatId().isPresent())
            return Optional.of(new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0));
        if (EuVatArea.memberState(buyer).isPresent()) return Optional.empty();
        return Optional.of(new DecidedVat(VatTreatment.OUTSIDE_SCOPE, 0, 0));
    }

    private static Optional<DecidedVat> charged(Tax tax, long cents) {
        if (tax.getRate() == null || tax.getRate().getPercentage() == null) return Optional.empty();
        int hundredths = tax.getRate().getPercentage().movePointRight(2).intValueExact();
        return Optional.of(new DecidedVat(
                VatTreatment.STANDARD,
                hundredths,
                cents,
                Optional.ofNullable(tax.getRate().getCountry())));
    }
}
