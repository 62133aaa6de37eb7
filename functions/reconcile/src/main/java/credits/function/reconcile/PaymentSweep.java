package credits.function.reconcile;

import credits.aws.TableKeys;
import credits.function.reconcile.ShardSlice.WorkResult;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import credits.stripe.StripeWiring;
import credits.stripe.UpdateSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Refreshes every undecided payment from Stripe and retries unmatched reversals. A failure of whatever kind stops only
/// the account or record that it concerns, and is retried by the next sweep. A run without time left leaves the rest to
/// the next run.
final class PaymentSweep {
    private static final String TASK = "sweep";
    private static final String REFRESHED = "refreshed";
    private static final String REPLAYED = "replayed";
    // Each is two calls to Stripe, and a page should take seconds.
    private static final int PAGE_SIZE = 10;
    private static final UniqueId NEWEST = new UniqueId(-1, -1);

    // No bank takes as long to decide. What was paid and is still not credited then, the comparison with Stripe lists.
    private static final Duration LOOKBACK = Duration.ofDays(60);

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
                .put(result.isComplete() ? LogWord.REPLAYED.text() : "so_far", total.count(REPLAYED))
                .put("failed", total.count(ShardSlice.FAILED))
                .build();
    }

    private List<Slice> slices(UpdateSource source) {
        var slices = new ArrayList<Slice>();
        for (var shard : TableKeys.organisationShards()) {
            slices.add(new ShardSlice(
                    organisations, shard, (organisation, from) -> sweep(organisation, from, source), source.log()));
        }
        slices.add(new ReplaySlice(source));
        return slices;
    }

    // A page after the first begins with the last payment of the previous one, if that is still pending.
    private WorkResult sweep(OrganisationId organisation, Optional<String> from, UpdateSource source) {
        var failures = new TaskFailures(source.log());
        var first = from.flatMap(UniqueId::parse).orElse(NEWEST);
        var page = wiring.paymentLedger()
                .store()
                .findPending(organisation, first, source.receivedAt().minus(LOOKBACK), PAGE_SIZE, failures::add);
        int refreshed = 0;
        for (var payment : page) {
            if (payment.id().equals(first)) continue;
            refreshed++;
            failures.attempt(() -> {
                var _ = wiring.fulfilment().refresh(payment, source);
            });
        }
        var next = page.size() < PAGE_SIZE
                ? Optional.<String>empty()
                : Optional.of(page.getLast().id().toString());
        return new WorkResult(
                next, SliceProgress.START.plus(REFRESHED, refreshed).plus(ShardSlice.FAILED, failures.count()));
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
            var today = LocalDate.ofInstant(source.receivedAt(), ZoneOffset.UTC);
            return progress.plus(replay(today.minusDays(daysAgo), source)).at(Integer.toString(daysAgo + 1));
        }
    }

    private SliceProgress replay(LocalDate day, UpdateSource source) {
        var failures = new TaskFailures(source.log());
        var unmatched = new ArrayList<UnmatchedReversal>();
        failures.attempt(() -> unmatched.addAll(wiring.unmatchedReversals().findByDay(day, failures::add)));
        var applied = new ArrayList<UnmatchedReversal>();
        for (var reversal : unmatched) {
            failures.attempt(() -> {
                if (wiring.reversals().replay(reversal, source)) applied.add(reversal);
            });
        }
        return SliceProgress.START.plus(REPLAYED, applied.size()).plus(ShardSlice.FAILED, failures.count());
    }

    /// The log line that the function's alarm counts.
    private static String alarmLine(long failed) {
        return Json.object()
                .put("alarm", AlarmName.PAYMENT_UNSETTLED.text())
                .put("failed", failed)
                .build()
                .toText();
    }
}
