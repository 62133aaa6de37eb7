package credits.stripe;

import com.stripe.model.checkout.Session;
import com.stripe.model.checkout.Session.TotalDetails.Breakdown.Tax;
import credits.topup.Buyer;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import credits.topup.VatTable;
import java.util.List;
import java.util.Optional;

/// The VAT that Stripe charged at checkout and the reason, in the terms of our invoices.
final class VatAtCheckout {
    private VatAtCheckout() {}

    /// The VAT decision; empty if our invoices cannot express it: more than one tax, or none within the EU
    /// without a reason.
    ///
    /// @param session the session with its taxes expanded
    static Optional<Decided> of(Session session, Buyer buyer) {
        var details = session.getTotalDetails();
        if (details == null || details.getAmountTax() == null) return Optional.empty();
        var taxes = details.getBreakdown() == null || details.getBreakdown().getTaxes() == null
                ? List.<Tax>of()
                : details.getBreakdown().getTaxes();
        long cents = details.getAmountTax();
        if (cents > 0) return taxes.size() == 1 ? charged(taxes.getFirst(), cents) : Optional.empty();
        boolean isReversed = taxes.stream().anyMatch(tax -> "reverse_charge".equals(tax.getTaxabilityReason()));
        if (isReversed && buyer.vatId().isPresent()) return Optional.of(new Decided(Treatment.REVERSE_CHARGE, 0, 0));
        if (VatTable.isInEu(buyer.country())) return Optional.empty();
        return Optional.of(new Decided(Treatment.OUTSIDE_SCOPE, 0, 0));
    }

    private static Optional<Decided> charged(Tax tax, long cents) {
        if (tax.getRate() == null || tax.getRate().getPercentage() == null) return Optional.empty();
        int hundredths = tax.getRate().getPercentage().movePointRight(2).intValueExact();
        return Optional.of(new Decided(Treatment.STANDARD, hundredths, cents));
    }
}
