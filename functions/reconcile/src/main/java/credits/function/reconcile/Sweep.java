package credits.function.reconcile;

import credits.identity.OrganisationId;
import credits.ledger.Organisations;
import credits.ledger.Unavailable;
import credits.stripe.StripeWiring;
import credits.stripe.Told;
import credits.topup.Payment;
import credits.wire.Fault;
import credits.wire.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/// Refreshes every undecided payment from Stripe and retries unmatched reversals. A failure does not block the others
/// and is retried by the next sweep.
final class Sweep {
    private static final int MOST = 100;

    // Stripe retries an event for three days. An older unmatched reversal belongs to a payment that is not ours.
    private static final int DAYS = 4;

    private final StripeWiring wiring;
    private final Organisations organisations;

    Sweep(StripeWiring wiring, Organisations organisations) {
        this.wiring = wiring;
        this.organisations = organisations;
    }

    Json.Members all(Instant now, Consumer<String> log) {
        var told = new Told("sweep", now, now, log);
        var count = new Count();
        for (var organisation : organisations.all()) sweep(organisation, told, count);
        int replayed = replay(told, count);
        if (count.failed > 0) log.accept(alarm(count));
        return Json.object()
                .put("task", "sweep")
                .put("asked", count.asked)
                .put("replayed", replayed)
                .put("failed", count.failed)
                .end();
    }

    /// The log line that the function's alarm counts.
    private static String alarm(Count count) {
        return Json.object()
                .put("alarm", "payment_unsettled")
                .put("failed", count.failed)
                .end()
                .text();
    }

    private static final class Count {
        private int asked;
        private int failed;
    }

    private void sweep(OrganisationId organisation, Told told, Count count) {
        try {
            for (var payment : wiring.payments().records().undecided(organisation, MOST)) refresh(payment, told, count);
        } catch (Unavailable fault) {
            failed(fault, told, count);
        }
    }

    private void refresh(Payment payment, Told told, Count count) {
        count.asked++;
        try {
            var _ = wiring.fulfilment().refresh(payment, told);
        } catch (Unavailable | IllegalStateException fault) {
            failed(fault, told, count);
        }
    }

    private int replay(Told told, Count count) {
        int replayed = 0;
        var today = LocalDate.ofInstant(told.now(), ZoneOffset.UTC);
        for (int ago = 0; ago < DAYS; ago++) {
            for (var parked : wiring.parking().on(today.minusDays(ago))) {
                try {
                    if (wiring.reversals().replay(parked, told)) replayed++;
                } catch (Unavailable fault) {
                    failed(fault, told, count);
                }
            }
        }
        return replayed;
    }

    private static void failed(RuntimeException fault, Told told, Count count) {
        count.failed++;
        told.log().accept(Json.object().put("fault", Fault.json(fault)).end().text());
    }
}
