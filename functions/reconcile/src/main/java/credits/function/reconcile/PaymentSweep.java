package credits.function.reconcile;

import credits.aws.TableKeys;
import credits.function.reconcile.ShardSlice.WorkResult;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.payment.Payment;
import credits.retry.ServiceUnavailableException;
import credits.stripe.StripeWiring;
import credits.stripe.UpdateSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Refreshes every undecided payment from Stripe and retries unmatched reversals. A failure does not block the others
/// and is retried by the next sweep. A run without time left leaves the rest to the next run.
final class PaymentSweep {
    private static final String TASK = "sweep";
    private static final String REFRESHED = "refreshed";
    private static final String REPLAYED = "replayed";
    private static final int MAX_PAYMENTS_PER_ORGANISATION = 100;

    // Stripe retries an event for three days. An older unmatched reversal belongs to a payment that is not ours.
    private static final int REPLAY_DAYS = 4;

    private final StripeWiring wiring;
    private final OrganisationDirectory organisations;
    private final TaskRunner tasks;

    PaymentSweep(StripeWiring wiring, OrganisationDirectory organisations, TaskRunner tasks) {
        this.wiring = wiring;
        this.organisations = organisations;
        this.tasks = tasks;
    }

    /// Sweeps as long as `hasTime` is true.

    Json.JsonObject run(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var source = new UpdateSource("sweep", now, now, log);
        var result = tasks.run(TASK, now, _ -> List.of(slices(source)), hasTime, log);
        var total = result.total();
        if (total.count(ShardSlice.FAILED) > 0) log.accept(alarmLine(total.count(ShardSlice.FAILED)));
        return Json.object()
                .put("task", TASK)
                .put("asked", total.count(REFRESHED))
                .put(result.isComplete() ? LogWord.REPLAYED.text() : "replayed_so_far", total.count(REPLAYED))
                .put("failed", total.count(ShardSlice.FAILED))
                .build();
    }

    private List<Slice> slices(UpdateSource source) {
        var slices = new ArrayList<Slice>();
        for (var shard : TableKeys.organisationShards()) {
            slices.add(new ShardSlice(organisations, shard, (organisation, _) -> sweep(organisation, source), source.log()));
        }
        slices.add(new ReplaySlice(source));
        return slices;
    }

    private WorkResult sweep(OrganisationId organisation, UpdateSource source) {
        var counts = new Counts();
        sweep(organisation, source, counts);
        return new WorkResult(Optional.empty(), counts.progress());
    }

    /// The unmatched reversals, a day at a time.
    private final class ReplaySlice implements Slice {
        private final UpdateSource source;

        private ReplaySlice(UpdateSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return "replay";
        }

        @Override
        public SliceProgress advance(SliceProgress progress) {
            int daysAgo = progress.position().map(Integer::parseInt).orElse(0);
            if (daysAgo == REPLAY_DAYS) return progress.completed();
            var counts = new Counts();
            replay(LocalDate.ofInstant(source.receivedAt(), ZoneOffset.UTC).minusDays(daysAgo), source, counts);
            return progress.plus(counts.progress()).at(Integer.toString(daysAgo + 1));
        }
    }

    /// The log line that the function's alarm counts.
    private static String alarmLine(long failed) {
        return Json.object()
                .put("alarm", AlarmName.PAYMENT_UNSETTLED.text())
                .put("failed", failed)
                .build()
                .toText();
    }

    private static final class Counts {
        private int refreshed;
        private int replayed;
        private int failed;

        SliceProgress progress() {
            return SliceProgress.START
                    .plus(REFRESHED, refreshed)
                    .plus(REPLAYED, replayed)
                    .plus(ShardSlice.FAILED, failed);
        }
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

    private void replay(LocalDate day, UpdateSource source, Counts counts) {
        for (var reversal : wiring.unmatchedReversals().findByDay(day)) {
            try {
                if (wiring.reversals().replay(reversal, source)) counts.replayed++;
            } catch (ServiceUnavailableException e) {
                recordFailure(e, source, counts);
            }
        }
    }

    private static void recordFailure(RuntimeException fault, UpdateSource source, Counts counts) {
        counts.failed++;
        TaskRunner.logFault(fault, source.log());
    }
}
