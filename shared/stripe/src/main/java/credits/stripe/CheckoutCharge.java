package credits.stripe;

import com.stripe.model.Charge;
import com.stripe.model.checkout.Session;
import java.time.Instant;
import java.util.Optional;

/// The charge that paid a Checkout session, if the session was retrieved with it.
final class CheckoutCharge {
    private CheckoutCharge() {}

    /// The time of the payment.
    static Optional<Instant> chargedAt(Session session) {
        return charge(session).map(charge -> Instant.ofEpochSecond(charge.getCreated()));
    }

    /// The country of the card or the bank account, ISO 3166-1 alpha-2.
    static Optional<String> payerCountry(Session session) {
        return charge(session)
                .flatMap(charge -> Optional.ofNullable(charge.getPaymentMethodDetails()))
                .flatMap(method -> Optional.ofNullable(method.getCard())
                        .map(Charge.PaymentMethodDetails.Card::getCountry)
                        .or(() -> Optional.ofNullable(method.getSepaDebit())
                                .map(Charge.PaymentMethodDetails.SepaDebit::getCountry)));
    }

    private static Optional<Charge> charge(Session session) {
        return Optional.ofNullable(session.getPaymentIntentObject())
                .flatMap(intent -> Optional.ofNullable(intent.getLatestChargeObject()));
    }
}
