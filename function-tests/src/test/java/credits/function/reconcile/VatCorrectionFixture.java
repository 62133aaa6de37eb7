package credits.function.reconcile;

import credits.event.AccountEvent;
import credits.stripe.PaymentFixture;
import credits.stripe.VatRefunds;
import java.time.Duration;
import java.util.function.Consumer;

/// The correction of VAT by an Italian seller.
final class VatCorrectionFixture {
    static final Duration PERIOD = Duration.ofDays(60);

    private VatCorrectionFixture() {}

    static VatCorrection on(PaymentFixture payments, Consumer<AccountEvent> invoiceQueue) {
        return new VatCorrection(
                payments.wiring().profileStore(),
                payments.wiring().paymentLedger(),
                new VatRefunds(payments.wiring().api()),
                invoiceQueue,
                "IT",
                PERIOD);
    }
}
