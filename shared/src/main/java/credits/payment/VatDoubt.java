package credits.payment;

import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.VatId;
import java.util.Optional;

/// What the evidence for a sale without VAT lacks. The seller owes the VAT unless a person finds other evidence.
public enum VatDoubt {
    /// Reverse charge for a number that the register has not verified (Implementing Regulation 282/2011, article 18).
    NUMBER_UNVERIFIED,
    /// Reverse charge for a number that, as the register now says, is not valid.
    NUMBER_INVALID,
    /// Outside the scope, and the address is the only piece of evidence: article 24b asks for two.
    PAYER_COUNTRY_UNKNOWN,
    /// Outside the scope, but the card or the bank account is of another country than the address (article 24f).
    PAYER_COUNTRY_OTHER;

    /// Returns the doubt about the VAT of `payment`, which was paid; empty if there is none.
    ///
    /// @param profile the buyer's billing profile now
    public static Optional<VatDoubt> about(Payment payment, Optional<BillingProfile> profile) {
        if (!(payment.vat() instanceof DecidedVat vat)) return Optional.empty();
        return switch (vat.treatment()) {
            case STANDARD -> Optional.empty();
            case REVERSE_CHARGE -> aboutNumber(payment, profile);
            case OUTSIDE_SCOPE -> aboutCountry(payment);
        };
    }

    // An answer of today counts for the number at the time, and one that was invalid then may be valid now.
    private static Optional<VatDoubt> aboutNumber(Payment payment, Optional<BillingProfile> profile) {
        var atPayment = payment.buyer().flatMap(BillingProfile::vatId);
        var status = profile.flatMap(BillingProfile::vatId)
                .filter(id -> atPayment.filter(id::hasSameNumber).isPresent())
                .filter(id -> id.status() != VatId.Status.UNVERIFIED)
                .or(() -> atPayment)
                .map(VatId::status)
                .orElse(VatId.Status.UNVERIFIED);
        return switch (status) {
            case VERIFIED -> Optional.empty();
            case UNVERIFIED -> Optional.of(NUMBER_UNVERIFIED);
            case INVALID -> Optional.of(NUMBER_INVALID);
        };
    }

    private static Optional<VatDoubt> aboutCountry(Payment payment) {
        var payerCountry = payment.state().paid().flatMap(PaymentUpdate.Paid::payerCountry);
        if (payerCountry.isEmpty()) return Optional.of(PAYER_COUNTRY_UNKNOWN);
        boolean isSame = payerCountry.equals(payment.buyer().map(BillingProfile::country));
        return isSame ? Optional.empty() : Optional.of(PAYER_COUNTRY_OTHER);
    }
}
