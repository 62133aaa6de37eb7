package credits.stripe;

import com.stripe.model.checkout.Session;
import credits.topup.Payment;
import credits.topup.Vat.AtCheckout;
import credits.topup.Vat.Decided;
import java.util.Objects;
import java.util.Optional;

/// Checks a Checkout session against our payment record. A session that differs is not credited.
///
/// @param live whether real money is taken
/// @param customer the organisation's Stripe customer
record SessionCheck(boolean live, Optional<String> customer) {
    private static final String EUR = "eur";

    /// The first failed check; empty if the session is the payment's own and charges what we asked for.
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

    // A session is paid by one payment, which never changes.
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
            // Rules out a hidden discount: the total is the subtotal plus its taxes.
            case AtCheckout() -> total >= payment.netCents() && total - payment.netCents() == tax(session);
        };
    }

    private static long tax(Session session) {
        var details = session.getTotalDetails();
        return details == null || details.getAmountTax() == null ? 0 : details.getAmountTax();
    }
}
