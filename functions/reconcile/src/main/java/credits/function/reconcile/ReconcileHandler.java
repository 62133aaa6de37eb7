package credits.function.reconcile;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.ledger.OrganisationDirectory;
import credits.payment.store.PostedPayments;
import credits.payment.store.ReconciledPayments;
import credits.payment.store.ReconciliationReports;
import credits.payment.store.StoredReversals;
import credits.stripe.ReversalLists;
import credits.stripe.ReversalProcessor;
import credits.stripe.StripeReconciliation;
import credits.stripe.StripeWiring;
import credits.stripe.UpdateSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Runs the scheduled tasks: the payment sweep every 15 minutes, and every night the Stripe reconciliation, the
/// missing-invoice check and the verification of VAT numbers. The event names the task: `{"task": "sweep"}`, `compare`,
/// `paper` or `vat_ids`; `continue` goes on with those of the night that one run did not finish. An
/// operator may claw back a payment whose dispute was won and then lost, `{"task": "settle_dispute", "dispute":
/// "du_…"}`, and accept a difference that was settled elsewhere, `{"task": "accept_difference", "organisation": "…",
/// "payment": "pay_…"}`.
public final class ReconcileHandler implements RequestStreamHandler {
    // One page of a chain or of a list takes a second or two. The rest of the reserve is for slow ones and the
    // response.
    private static final int TIME_RESERVE_MILLIS = 60_000;

    private final PaymentSweep paymentSweep;
    private final StripeComparison comparison;
    private final MissingInvoiceCheck missingInvoices;
    private final VatIdCheck vatIds;
    private final ReversalProcessor reversals;
    private final InstantSource clock;

    /// Used by Lambda.
    public ReconcileHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public ReconcileHandler(Map<String, String> environment, InstantSource clock) {
        this(StripeWiring.of(environment, clock), environment, clock);
    }

    /// Creates the handler with the given dependencies and clock.
    public ReconcileHandler(StripeWiring wiring, Map<String, String> environment, InstantSource clock) {
        this(wiring, environment, clock, new TaskRunner(new TaskProgress(wiring.dynamo(), wiring.tableName())));
    }

    ReconcileHandler(StripeWiring wiring, Map<String, String> environment, InstantSource clock, TaskRunner tasks) {
        var organisations = new OrganisationDirectory(wiring.dynamo(), wiring.tableName());
        this.paymentSweep = new PaymentSweep(wiring, organisations, tasks);
        this.comparison = new StripeComparison(
                new StripeReconciliation(
                        wiring.api(),
                        wiring.paymentLedger().store(),
                        new PostedPayments(wiring.dynamo(), wiring.tableName()),
                        new ReconciledPayments(wiring.dynamo(), wiring.tableName())),
                new ReversalLists(wiring.api(), new StoredReversals(wiring.dynamo(), wiring.tableName())),
                new ReconciliationReports(wiring.dynamo(), wiring.tableName()),
                organisations,
                tasks);
        this.missingInvoices = Wiring.missingInvoiceCheck(wiring, organisations, tasks, environment);
        this.vatIds = Wiring.vatIdCheck(wiring, organisations, tasks, environment);
        this.reversals = wiring.reversals();
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var event = JsonFields.lenient(Json.parseEvent(input), JsonPointer.ROOT);
        var result = run(event, () -> context.getRemainingTimeInMillis() > TIME_RESERVE_MILLIS, log(context));
        log(context).accept(result.toText());
        output.write(result.toText().getBytes(StandardCharsets.UTF_8));
    }

    // Several workers log.
    private Consumer<String> log(Context context) {
        return line -> {
            synchronized (this) {
                context.getLogger().log(line);
            }
        };
    }

    private Json.JsonObject run(JsonFields event, BooleanSupplier hasTime, Consumer<String> log) {
        var now = clock.instant();
        return switch (event.text("task")) {
            case "sweep" -> paymentSweep.run(now, hasTime, log);
            case "compare" -> comparison.run(now, hasTime, log);
            case "paper" -> missingInvoices.run(now, hasTime, log);
            case "continue" -> resume(hasTime, log);
            case "vat_ids" -> vatIds.run(now, hasTime, log);
            case "settle_dispute" -> settleDispute(event.text("dispute"), log);
            case "accept_difference" ->
                comparison.accept(
                        new OrganisationId(event.text("organisation")),
                        PaymentId.parse(event.text("payment"))
                                .map(PaymentId::key)
                                .orElseThrow(() -> new IllegalStateException("payment must be pay_…")));
            default -> throw new IllegalStateException("unknown task");
        };
    }

    private Json.JsonObject settleDispute(String disputeId, Consumer<String> log) {
        var now = clock.instant();
        boolean isSettled = reversals.settleOverturned(disputeId, new UpdateSource("operator", now, now, log));
        return Json.object()
                .put("task", "settle_dispute")
                .put("dispute", disputeId)
                .put("settled", isSettled)
                .build();
    }

    private Json.JsonObject resume(BooleanSupplier hasTime, Consumer<String> log) {
        var results = new ArrayList<Json>();
        if (comparison.isUnfinished()) results.add(comparison.run(clock.instant(), hasTime, log));
        if (missingInvoices.isUnfinished()) results.add(missingInvoices.run(clock.instant(), hasTime, log));
        if (vatIds.isUnfinished()) results.add(vatIds.run(clock.instant(), hasTime, log));
        return Json.object().put("task", "continue").put("results", results).build();
    }
}
