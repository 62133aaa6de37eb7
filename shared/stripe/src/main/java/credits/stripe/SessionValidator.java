package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.PendingVat;
import credits.payment.Payment;
import credits.payment.QuarantineReason;
import java.util.Objects;
import java.util.Optional;

/// Checks a Checkout session against our payment record. A session that differs is not credited.
///
/// @param isLive whether real money is taken
/// @param customerId the organisation's Stripe customer
record SessionValidator(boolean isLive, Optional<String> customerId) {
    /// The only currency that accounts are in, as Stripe writes it.
    static final String EUR = "eur";

    /// The first failed check; empty if the session is the payment's own and charges what we asked for.
    Optional<QuarantineReason> findMismatch(Session session, Payment payment) {
        if (!Objects.equals(session.getLivemode(), isLive)) return Optional.of(QuarantineReason.MODE);
        if (payment.reason().isPresent()) return Optional.of(QuarantineReason.REFUSED);
        if (payment.checkoutSession().isPresent()
                && !payment.checkoutSession().get().sessionId().equals(session.getId()))
            return Optional.of(QuarantineReason.SESSION);
        if (!CheckoutSessions.clientReferenceId(payment).equals(session.getClientReferenceId()))
            return Optional.of(QuarantineReason.REFERENCE);
        if (customerId.isEmpty() || !customerId.get().equals(session.getCustomer()))
            return Optional.of(QuarantineReason.CUSTOMER);
        if (!"payment".equals(session.getMode())) return Optional.of(QuarantineReason.KIND);
        if (!EUR.equals(session.getCurrency())) return Optional.of(QuarantineReason.CURRENCY);
        if (!Objects.equals(session.getAmountSubtotal(), payment.net().toCents()))
            return Optional.of(QuarantineReason.AMOUNT);
        if (!matchesTotal(session, payment)) return Optional.of(QuarantineReason.TOTAL);
        if ("no_payment_required".equals(session.getPaymentStatus())) return Optional.of(QuarantineReason.UNPAID);
        if ("paid".equals(session.getPaymentStatus()) && !matchesPayment(session, payment))
            return Optional.of(QuarantineReason.PAYMENT);
        return Optional.empty();
    }

    // A session is paid by one payment, which never changes.
    private static boolean matchesPayment(Session session, Payment payment) {
        var intent = session.getPaymentIntent();
        if (!ReversalProcessor.isStripeId(intent)) return false;
        return payment.state()
                .paid()
                .filter(paid ->
                        !paid.paymentIntentId().equals(intent) || paid.total().toCents() != session.getAmountTotal())
                .isEmpty();
    }

    private static boolean matchesTotal(Session session, Payment payment) {
        long total = Optional.ofNullable(session.getAmountTotal()).orElse(-1L);
        long net = payment.net().toCents();
        return switch (payment.vat()) {
            case DecidedVat vat -> total == net + vat.amountCents();
            // Rules out a hidden discount: the total is the subtotal plus its taxes.
            case PendingVat() -> total >= net && total - net == taxCents(session);
        };
    }

    private static long taxCents(Session session) {
        var details = session.getTotalDetails();
        return details == null || details.getAmountTax() == null ? 0 : details.getAmountTax();
    }
}
