package credits.function.reconcile;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import credits.payment.store.PostedPayments;
import credits.payment.store.ReconciliationReports;
import credits.stripe.StripeReconciliation;
import credits.stripe.StripeWiring;
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
/// `paper` or `vat_ids`.
public final class ReconcileHandler implements RequestStreamHandler {
    // Covers the time that a direct debit and most refunds take. Older payments were compared on previous nights.
    private static final Duration LOOKBACK = Duration.ofDays(35);

    private final PaymentSweep paymentSweep;
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
        var task = Json.parseEvent(input) instanceof Json.JsonObject(var members) ? members.get("task") : null;
        var result = switch (task) {
            case Json.JsonString(var name) when name.equals("sweep") -> paymentSweep.run(clock.instant(), log);
            case Json.JsonString(var name) when name.equals("compare") -> reconcile(log);
            case Json.JsonString(var name) when name.equals("paper") -> missingInvoices.run(clock.instant(), log);
            case Json.JsonString(var name) when name.equals("vat_ids") -> vatIds.run(clock.instant());
            case null, default -> throw new IllegalStateException("unknown task");
        };
        log.accept(result.toText());
        output.write(result.toText().getBytes(StandardCharsets.UTF_8));
    }

    private Json.JsonObject reconcile(Consumer<String> log) {
        var now = clock.instant();
        var report = reconciliation.run(now.minus(LOOKBACK), now);
        reports.save(report);
        if (report.difference().isPositive()) {
            log.accept(Json.object()
                    .put("alarm", AlarmName.RECONCILIATION_DIFFERENCE.text())
                    .put("cents", report.difference().toCents())
                    .build()
                    .toText());
        }
        return Json.object()
                .put("task", "compare")
                .put("payments", report.paymentCount())
                .put(LogWord.DIFFERENCE_CENTS.text(), report.difference().toCents())
                .put("differences", report.differences())
                .build();
    }
}
