package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.topup.Payment;
import credits.topup.Vat.AtCheckout;
import credits.topup.Vat.Decided;
import java.util.Objects;
import java.util.Optional;

/// Holds a payment page of Stripe's against our record of it: what does not agree is not credited.
///
/// @param live do we take real money here?
/// @param customer which customer of Stripe's the organisation is
record SessionCheck(boolean live, Optional<String> customer) {
    private static final String EUR = "eur";

    /// Which check it fails; empty when it is the payment's own page, and for what we asked for.
    Optional<String> failure(Session session, Payment payment) {
        if (!Objects.equals(session.getLivemode(), live)) return Optional.of("mode");
        if (payment.refusal().isPresent()) return Optional.of("refused");
        if (payment.checkout().isPresent()
                && !payment.checkout().get().session().equals(session.getId())) return Optional.of("session");
        if (!PaymentPage.reference(payment).equals(session.getClientReferenceId())) return Optional.of("reference");
        if (customer.isEmpty() || !customer.get().equals(session.getCustomer())) return Optional.of("customer");
        if (!"payment".equals(session.getMode())) return Optional.of("kind");
        if (!EUR.equals(session.getCurrency())) return Optional.of("currency");
        if (!Objects.equals(session.getAmountSubtotal(), payment.netCents())) return Optional.of("amount");
        if (!totalAgrees(session, payment)) return Optional.of("total");
        if ("no_payment_required".equals(session.getPaymentStatus())) return Optional.of("unpaid");
        if ("paid".equals(session.getPaymentStatus()) && !isKnown(session, payment)) return Optional.of("payment");
        return Optional.empty();
    }

    // A page is paid by one payment, and never by another later.
    private static boolean isKnown(Session session, Payment payment) {
        var intent = session.getPaymentIntent();
        if (!Reversals.isId(intent)) return false;
        return payment.facts()
                .paid()
                .filter(paid -> !paid.paymentIntent().equals(intent) || paid.totalCents() != session.getAmountTotal())
                .isEmpty();
    }

    private static boolean totalAgrees(Session session, Payment payment) {
        long total = Optional.ofNullable(session.getAmountTotal()).orElse(-1L);
        return switch (payment.vat()) {
            case Decided decided -> total == payment.netCents() + decided.amountCents();
            // No discount can hide in it: what is paid is the subtotal and its taxes.
            case AtCheckout() -> total >= payment.netCents() && total - payment.netCents() == tax(session);
        };
    }

    private static long tax(Session session) {
        var details = session.getTotalDetails();
        return details == null || details.getAmountTax() == null ? 0 : details.getAmountTax();
    }
}
