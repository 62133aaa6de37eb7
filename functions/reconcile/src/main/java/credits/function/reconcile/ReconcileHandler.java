package credits.function.reconcile;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.payment.store.PostedPayments;
import credits.payment.store.ReconciliationReports;
import credits.stripe.ReversalProcessor;
import credits.stripe.StripeReconciliation;
import credits.stripe.StripeWiring;
import credits.stripe.UpdateSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the scheduled tasks: the payment sweep every 15 minutes, and every night the Stripe reconciliation, the
/// missing-invoice check and the verification of VAT numbers. The event names the task: `{"task": "sweep"}`, `compare`,
/// `paper` or `vat_ids`. An operator may claw back a payment whose dispute was won and then lost: `{"task":
/// "settle_dispute", "dispute": "du_…"}`.
public final class ReconcileHandler implements RequestStreamHandler {
    // Covers the time that a direct debit and most refunds take. Older payments were compared on previous nights.
    private static final Duration LOOKBACK = Duration.ofDays(35);

    private final PaymentSweep paymentSweep;
    private final ReversalProcessor reversals;
    private final StripeReconciliation reconciliation;
    private final ReconciliationReports reports;
    private final MissingInvoiceCheck missingInvoices;
    private final VatIdCheck vatIds;
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
        var organisations = new OrganisationDirectory(wiring.dynamo(), wiring.tableName());
        this.paymentSweep = new PaymentSweep(wiring, organisations);
        this.reversals = wiring.reversals();
        this.reconciliation = new StripeReconciliation(
                wiring.api(),
                wiring.paymentLedger(),
                new PostedPayments(wiring.dynamo(), wiring.tableName()),
                organisations);
        this.reports = new ReconciliationReports(wiring.dynamo(), wiring.tableName());
        this.missingInvoices = Wiring.missingInvoiceCheck(wiring, organisations, environment);
        this.vatIds = new VatIdCheck(organisations, wiring.profileStore(), Wiring.viesClient(environment));
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Consumer<String> log = context.getLogger()::log;
        var event = JsonFields.lenient(Json.parseEvent(input), JsonPointer.ROOT);
        var result = switch (event.text("task")) {
            case "sweep" -> paymentSweep.run(clock.instant(), log);
            case "compare" -> reconcile(log);
            case "paper" -> missingInvoices.run(clock.instant(), log);
            case "vat_ids" -> vatIds.run(clock.instant());
            case "settle_dispute" -> settleDispute(event.text("dispute"), log);
            default -> throw new IllegalStateException("unknown task");
        };
        log.accept(result.toText());
        output.write(result.toText().getBytes(StandardCharsets.UTF_8));
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

    private Json.JsonObject reconcile(Consumer<String> log) {
        var now = clock.instant();
        var report = reconciliation.run(now.minus(LOOKBACK), now, new TaskFailures(log)::add);
        reports.save(report);
        if (!report.isClean()) {
            log.accept(Json.object()
                    .put("alarm", AlarmName.RECONCILIATION_DIFFERENCE.text())
                    .put("cents", report.difference().toCents())
                    .put("failed", report.failedCount())
                    .build()
                    .toText());
        }
        return Json.object()
                .put("task", "compare")
                .put("payments", report.paymentCount())
                .put("failed", report.failedCount())
                .put(LogWord.DIFFERENCE_CENTS.text(), report.difference().toCents())
                .put("differences", report.differences())
                .build();
    }
}
