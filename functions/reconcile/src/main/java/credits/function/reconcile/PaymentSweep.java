package credits.function.reconcile;

import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.payment.Payment;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import credits.stripe.StripeWiring;
import credits.stripe.UpdateSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.function.Consumer;

/// Refreshes every undecided payment from Stripe and retries unmatched reversals. A failure of whatever kind stops only
/// the account or record that it concerns, and is retried by the next sweep.
final class PaymentSweep {
    private static final int MAX_PAYMENTS_PER_ORGANISATION = 100;

    // Stripe retries an event for three days. An older unmatched reversal belongs to a payment that is not ours.
    private static final int REPLAY_DAYS = 4;

    private final StripeWiring wiring;
    private final OrganisationDirectory organisations;

    PaymentSweep(StripeWiring wiring, OrganisationDirectory organisations) {
        this.wiring = wiring;
        this.organisations = organisations;
    }

    Json.JsonObject run(Instant now, Consumer<String> log) {
        var source = new UpdateSource("sweep", now, now, log);
        var failures = new TaskFailures(log);
        int refreshed = 0;
        for (var organisation : organisations.listAll()) refreshed += sweep(organisation, source, failures);
        int replayed = replay(source, failures);
        if (failures.count() > 0) log.accept(alarmLine(failures));
        return Json.object()
                .put("task", "sweep")
                .put("asked", refreshed)
                .put(LogWord.REPLAYED.text(), replayed)
                .put("failed", failures.count())
                .build();
    }

    /// The log line that the function's alarm counts.
    private static String alarmLine(TaskFailures failures) {
        return Json.object()
                .put("alarm", AlarmName.PAYMENT_UNSETTLED.text())
                .put("failed", failures.count())
                .build()
                .toText();
    }

    /// Returns the number of payments to refresh.
    private int sweep(OrganisationId organisation, UpdateSource source, TaskFailures failures) {
        var pending = new ArrayList<Payment>();
        failures.attempt(() -> pending.addAll(wiring.paymentLedger()
                .store()
                .findPending(organisation, MAX_PAYMENTS_PER_ORGANISATION, failures::add)));
        for (var payment : pending) {
            failures.attempt(() -> {
                var _ = wiring.fulfilment().refresh(payment, source);
            });
        }
        return pending.size();
    }

    private int replay(UpdateSource source, TaskFailures failures) {
        var today = LocalDate.ofInstant(source.receivedAt(), ZoneOffset.UTC);
        var unmatched = new ArrayList<UnmatchedReversal>();
        for (int daysAgo = 0; daysAgo < REPLAY_DAYS; daysAgo++) {
            var day = today.minusDays(daysAgo);
            failures.attempt(() -> unmatched.addAll(wiring.unmatchedReversals().findByDay(day, failures::add)));
        }
        var applied = new ArrayList<UnmatchedReversal>();
        for (var reversal : unmatched) {
            failures.attempt(() -> {
                if (wiring.reversals().replay(reversal, source)) applied.add(reversal);
            });
        }
        return applied.size();
    }
}
