package credits.function.checkout;

import credits.money.Eur;
import credits.topup.Payment;
import credits.topup.PaymentId;
import credits.topup.Status;
import credits.wire.Json;
import java.util.Optional;

/// The JSON of top-ups.
final class TopUpJson {
    private TopUpJson() {}

    /// A top-up as it was when its payment page was opened, whatever its state now: the response to its key.
    static Json.Members opened(Payment payment) {
        return Json.object()
                .put("id", new PaymentId(payment.id()).toString())
                .put("status", Status.OPEN.toString())
                .put("checkout_url", payment.checkout().orElseThrow().url())
                .put("expires_at", payment.expiresAt())
                .end();
    }

    /// A top-up in its current state.
    static Json.Members of(Payment payment) {
        var page = payment.checkout().filter(_ -> payment.status() == Status.OPEN);
        return Json.object()
                .put("id", new PaymentId(payment.id()).toString())
                .put("created_at", payment.createdAt())
                .put("amount", Eur.cents(payment.netCents()))
                .putOptional("vat", payment.vatCents().map(Eur::cents))
                .putOptional("total", payment.totalCents().map(Eur::cents))
                .put("currency", "EUR")
                .put("status", payment.status().toString())
                .putOptional("checkout_url", page.map(Payment.Checkout::url))
                .putOptional("expires_at", page.isPresent() ? Optional.of(payment.expiresAt()) : Optional.empty())
                .end();
    }
}
