package credits.function.reconcile;

import credits.aws.TableKeys;
import credits.function.reconcile.ShardSlice.WorkResult;
import credits.function.reconcile.TaskRunner.RoundResult;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.money.Eur;
import credits.payment.store.ReconciliationReports;
import credits.payment.store.ReconciliationReports.ReconciliationReport;
import credits.stripe.CreationPeriod;
import credits.stripe.ListedReversals;
import credits.stripe.ReversalLists;
import credits.stripe.StripeReconciliation;
import credits.stripe.StripeReconciliation.Failure;
import credits.stripe.StripeReconciliation.ReconciledPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Compares all accounts with Stripe every night: first Stripe's lists of five weeks are read, those of refunds
/// and disputes before that of sessions, then the accounts are compared. A run without time left leaves the rest
/// to the next run.
final class StripeComparison {
    private static final String TASK = "compare";
    private static final String PAYMENTS = "payments";
    private static final String CENTS = "cents";
    private static final String CHAIN = "chain";

    // Covers the time that a direct debit and most refunds take. What older payments were is remembered.
    private static final int LOOKBACK_DAYS = 35;
    private static final int REVERSAL_SLICES = 16;
    private static final int REVERSAL_LIST_DAYS = 5;

    private final StripeReconciliation reconciliation;
    private final ReversalLists reversalLists;
    private final ReconciliationReports reports;
    private final OrganisationDirectory organisations;
    private final TaskRunner tasks;

    StripeComparison(
            StripeReconciliation reconciliation,
            ReversalLists reversalLists,
            ReconciliationReports reports,
            OrganisationDirectory organisations,
            TaskRunner tasks) {
        this.reconciliation = reconciliation;
        this.reversalLists = reversalLists;
        this.reports = reports;
        this.organisations = organisations;
        this.tasks = tasks;
    }

    /// Whether a comparison waits to be gone on with.
    boolean isUnfinished() {
        return tasks.isUnfinished(TASK);
    }

    /// Compares as long as `hasTime` is true.
    Json.JsonObject run(Instant now, BooleanSupplier hasTime, Consumer<String> log) {
        var result = tasks.run(
                TASK,
                now,
                startedAt -> List.of(reversalLists(startedAt, log), stripeSlices(startedAt, log), accountSlices(log)),
                hasTime,
                log);
        var total = result.total();
        if (!result.isComplete()) {
            return Json.object()
                    .put("task", TASK)
                    .put("payments_so_far", total.count(PAYMENTS))
                    .build();
        }
        return report(result, log);
    }

    /// Accepts the present difference of a payment: it is not reported any more unless it changes.
    Json.JsonObject accept(OrganisationId organisation, UniqueId payment) {
        return Json.object()
                .put("task", "accept_difference")
                .put("cents", reconciliation.accept(organisation, payment).toCents())
                .build();
    }

    private Json.JsonObject report(RoundResult result, Consumer<String> log) {
        var total = result.total();
        long failed = total.count(ShardSlice.FAILED);
        var report = new ReconciliationReport(
                result.startedAt(), total.count(PAYMENTS), failed, Eur.ofCents(total.count(CENTS)), total.lines());
        reports.save(report);
        if (!report.isClean()) {
            log.accept(Json.object()
                    .put("alarm", AlarmName.RECONCILIATION_DIFFERENCE.text())
                    .put("cents", total.count(CENTS))
                    .put("failed", failed)
                    .build()
                    .toText());
        }
        return Json.object()
                .put("task", TASK)
                .put("payments", total.count(PAYMENTS))
                .put("failed", failed)
                .put(LogWord.DIFFERENCE_CENTS.text(), total.count(CENTS))
                .put("differences", total.lines())
                .build();
    }

    // What is created while the round lasts belongs to the next one.
    private static CreationPeriod period(Instant startedAt) {
        return new CreationPeriod(
                startedAt.minus(Duration.ofDays(LOOKBACK_DAYS)), startedAt.plus(Duration.ofSeconds(1)));
    }

    private static CreationPeriod days(CreationPeriod period, int first, int count) {
        var start = period.start().plus(Duration.ofDays(first));
        boolean isLast = first + count >= LOOKBACK_DAYS;
        return new CreationPeriod(start, isLast ? period.end() : start.plus(Duration.ofDays(count)));
    }

    private List<Slice> reversalLists(Instant startedAt, Consumer<String> log) {
        var slices = new ArrayList<Slice>();
        for (var type : ReversalLists.Type.values()) {
            for (int part = 0; part * REVERSAL_LIST_DAYS < LOOKBACK_DAYS; part++)
                slices.add(reversalList(type, part, startedAt, log));
        }
        return slices;
    }

    private Slice reversalList(ReversalLists.Type type, int part, Instant startedAt, Consumer<String> log) {
        var days = days(period(startedAt), part * REVERSAL_LIST_DAYS, REVERSAL_LIST_DAYS);
        return new PagedSlice(
                type.nameOf(part), after -> toResult(reversalLists.readPage(type, startedAt, part, days, after), log));
    }

    /// Stripe's side: the sessions of each day, and the refunds and disputes of older payments.
    private List<Slice> stripeSlices(Instant startedAt, Consumer<String> log) {
        var period = period(startedAt);
        var reversals = OncePerRun.of(() -> reversalLists.readAll(startedAt, new TaskFailures(log)::add));
        // The account slices count what cannot be read.
        var accounts = OncePerRun.<Set<OrganisationId>>of(() -> new HashSet<>(organisations.listAll(_ -> {})));
        var slices = new ArrayList<Slice>();
        for (int day = 0; day < LOOKBACK_DAYS; day++) {
            var sessions = days(period, day, 1);
            slices.add(new PagedSlice(
                    "day-" + day, after -> readSessions(sessions, after, reversals.get(), accounts.get(), log)));
        }
        for (int part = 0; part < REVERSAL_SLICES; part++) slices.add(reversalSlice(part, period, reversals, log));
        return slices;
    }

    private WorkResult readSessions(
            CreationPeriod day,
            Optional<String> after,
            ListedReversals reversals,
            Set<OrganisationId> accounts,
            Consumer<String> log) {
        return toResult(reconciliation.readSessions(day, after, reversals, accounts::contains), log);
    }

    private Slice reversalSlice(
            int part, CreationPeriod period, Supplier<ListedReversals> reversals, Consumer<String> log) {
        return new PagedSlice("reversed-" + part, after -> {
            var next = reversals.get().nextPaymentIntent(after, part, REVERSAL_SLICES);
            try {
                next.ifPresent(intent -> reconciliation.readReversed(intent, period));
                return new WorkResult(next, SliceProgress.START);
            } catch (NullPointerException | IllegalStateException | IllegalArgumentException unreadable) {
                return new WorkResult(next, failure(new Failure(next.orElseThrow(), unreadable), log));
            }
        });
    }

    private List<Slice> accountSlices(Consumer<String> log) {
        return TableKeys.organisationShards().stream()
                .<Slice>map(shard -> new ShardSlice(
                        organisations, shard, (organisation, from) -> compare(organisation, from, log), log))
                .toList();
    }

    private WorkResult compare(OrganisationId organisation, Optional<String> from, Consumer<String> log) {
        try {
            var isReadingChain =
                    from.filter(position -> !position.equals(CHAIN)).isEmpty();
            if (isReadingChain && !reconciliation.readChain(organisation))
                return new WorkResult(Optional.of(CHAIN), SliceProgress.START);
            return toResult(reconciliation.compare(organisation, isReadingChain ? Optional.empty() : from), log);
        } catch (RuntimeException fault) {
            return new WorkResult(Optional.empty(), failure(new Failure(organisation.value(), fault), log));
        }
    }

    private static WorkResult toResult(ReconciledPage page, Consumer<String> log) {
        var found = SliceProgress.START.plus(PAYMENTS, page.count());
        for (var difference : page.differences()) {
            found = found.plus(CENTS, difference.amount().toCents()).withLine(difference.description());
        }
        for (var failure : page.failures()) found = found.plus(failure(failure, log));
        return new WorkResult(page.next(), found);
    }

    private static SliceProgress failure(Failure failure, Consumer<String> log) {
        new TaskFailures(log).add(failure.cause());
        return SliceProgress.START.plus(ShardSlice.FAILED, 1).withLine(failure.subject() + ": could not be compared");
    }
}
