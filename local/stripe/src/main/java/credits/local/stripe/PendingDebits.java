package credits.local.stripe;

import credits.local.stripe.account.StripeAccount;
import credits.local.stripe.account.TestPaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// SEPA debits that the bank has not answered yet.
final class PendingDebits {
    private record PendingDebit(String paymentIntentId, TestPaymentMethod method, Instant due) {}

    private final List<PendingDebit> pendingDebits = new ArrayList<>();
    private final StripeAccount account;
    private final InstantSource clock;
    private final Duration debitDuration;
    private boolean isClosed;

    PendingDebits(StripeAccount account, InstantSource clock, Duration debitDuration) {
        this.account = account;
        this.clock = clock;
        this.debitDuration = debitDuration;
    }

    synchronized void add(String paymentIntentId, TestPaymentMethod method) {
        pendingDebits.add(
                new PendingDebit(paymentIntentId, method, clock.instant().plus(debitDuration)));
    }

    /// Stops the bank from answering by itself.
    synchronized void close() {
        isClosed = true;
    }

    /// Lets the bank answer the debits that are due.
    synchronized void settleDue() {
        if (isClosed) return;
        var due = pendingDebits.stream()
                .filter(pendingDebit -> !pendingDebit.due().isAfter(clock.instant()))
                .toList();
        pendingDebits.removeAll(due);
        for (var pendingDebit : due) {
            var _ = account.exclusively(() -> settle(pendingDebit));
        }
    }

    private boolean settle(PendingDebit pendingDebit) {
        if (pendingDebit.method() == TestPaymentMethod.SEPA_PAID_LATER)
            account.payments().succeedDebit(pendingDebit.paymentIntentId());
        else account.payments().failDebit(pendingDebit.paymentIntentId());
        return true;
    }
}
