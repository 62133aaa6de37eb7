package credits.payment;

import credits.identity.PaymentId;
import credits.invoicing.InvoiceData;
import credits.invoicing.RequiredDocuments;
import credits.invoicing.Seller;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.VatBreakdown;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// A payment as its documents must show it.
///
/// @param sellerZone the seller's time zone
public record DocumentedPayment(Payment payment, ZoneId sellerZone) {
    /// Returns what its documents must agree with, once it was credited.
    public RequiredDocuments requiredDocuments() {
        return new RequiredDocuments(
                payment.net().toCents() + payment.vat().knownAmountCents().orElse(0L),
                payment.state().finalReversals(sellerZone),
                payment.correction().map(BuyerCorrection::at));
    }

    /// Returns the content of its invoice; empty until the account was credited.
    ///
    /// @param seller the seller at present
    public Optional<InvoiceData> invoiceData(Seller seller) {
        if (!payment.isCredited()) return Optional.empty();
        var id = new PaymentId(payment.id());
        if (!(payment.vat() instanceof DecidedVat decided))
            throw new IllegalStateException("the VAT of a paid payment is unknown: " + id);
        var paid = payment.state().paid().orElseThrow();
        return Optional.of(new InvoiceData(
                payment.organisation(),
                id,
                LocalDate.ofInstant(paid.paidAt(), sellerZone),
                paid.paymentIntentId(),
                seller,
                payment.buyer()
                        .orElseThrow(() -> new IllegalStateException("the buyer of a paid payment is unknown: " + id)),
                new VatBreakdown(payment.net().toCents(), decided)));
    }
}
