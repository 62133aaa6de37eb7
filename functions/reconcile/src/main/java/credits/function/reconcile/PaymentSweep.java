package credits.function.reconcile;

import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.logging.LoggableFault;
import credits.payment.Payment;
import credits.retry.ServiceUnavailableException;
import credits.stripe.StripeWiring;
import credits.stripe.UpdateSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/// Refreshes every undecided payment from Stripe and retries unmatched reversals. A failure does not block the others
/// and is retried by the next sweep.
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
        var counts = new Counts();
        for (var organisation : organisations.listAll()) sweep(organisation, source, counts);
        int replayed = replay(source, counts);
        if (counts.failed > 0) log.accept(alarmLine(counts));
        return Json.object()
                .put("task", "sweep")
                .put("asked", counts.refreshed)
                .put(LogWord.REPLAYED.text(), replayed)
                .put("failed", counts.failed)
                .build();
    }

    /// The log line that the function's alarm counts.
    private static String alarmLine(Counts counts) {
        return Json.object()
                .put("alarm", AlarmName.PAYMENT_UNSETTLED.text())
                .put("failed", counts.failed)
                .build()
                .toText();
    }

    private static final class Counts {
        private int refreshed;
        private int failed;
    }

    private void sweep(OrganisationId organisation, UpdateSource source, Counts counts) {
        try {
            for (var payment : wiring.paymentLedger().store().findPending(organisation, MAX_PAYMENTS_PER_ORGANISATION))
                refresh(payment, source, counts);
        } catch (ServiceUnavailableException e) {
            recordFailure(e, source, counts);
        }
    }

    private void refresh(Payment payment, UpdateSource source, Counts counts) {
        counts.refreshed++;
        try {
            var _ = wiring.fulfilment().refresh(payment, source);
        } catch (ServiceUnavailableException | IllegalStateException e) {
            recordFailure(e, source, counts);
        }
    }

    private int replay(UpdateSource source, Counts counts) {
        int replayed = 0;
        var today = LocalDate.ofInstant(source.receivedAt(), ZoneOffset.UTC);
        for (int daysAgo = 0; daysAgo < REPLAY_DAYS; daysAgo++) {
            for (var reversal : wiring.unmatchedReversals().findByDay(today.minusDays(daysAgo))) {
                try {
                    if (wiring.reversals().replay(reversal, source)) replayed++;
                } catch (ServiceUnavailableException e) {
                    recordFailure(e, source, counts);
                }
            }
        }
        return replayed;
    }

    private static void recordFailure(RuntimeException fault, UpdateSource source, Counts counts) {
        counts.failed++;
        source.log()
                .accept(Json.object()
                        .put("fault", LoggableFault.toJson(fault))
                        .build()
                        .toText());
    }
}
