package credits.function.checkout;

import credits.identity.PaymentId;
import credits.json.Json;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import java.util.Optional;

/// The JSON of top-ups.
final class TopUpJson {
    private TopUpJson() {}

    /// A top-up as it was when its payment page was opened, whatever its state now: the response to its key.
    static Json.JsonObject openSession(Payment payment) {
        return Json.object()
                .put("id", new PaymentId(payment.id()).toString())
                .put("amount", payment.net())
                .put("status", PaymentStatus.OPEN.toString())
                .put("checkout_url", payment.checkoutSession().orElseThrow().url())
                .put("expires_at", payment.expiresAt())
                .build();
    }

    /// A top-up in its current state.
    ///
    /// @param isPayer whether the caller may open the payment page
    static Json.JsonObject toJson(Payment payment, boolean isPayer) {
        var openCheckout = payment.checkoutSession().filter(_ -> payment.status() == PaymentStatus.OPEN);
        var url = openCheckout.filter(_ -> isPayer).map(Payment.CheckoutSession::url);
        return Json.object()
                .put("id", new PaymentId(payment.id()).toString())
                .put("created_at", payment.createdAt())
                .put("amount", payment.net())
                .putOptional("vat", payment.vatAmount())
                .putOptional("total", payment.total())
                .put("currency", "EUR")
                .put("status", payment.status().toString())
                .putOptional("checkout_url", url)
                .putOptional(
                        "expires_at", openCheckout.isPresent() ? Optional.of(payment.expiresAt()) : Optional.empty())
                .build();
    }
}
