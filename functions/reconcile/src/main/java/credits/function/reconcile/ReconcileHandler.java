package credits.function.reconcile;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.ledger.ChainProof;
import credits.ledger.Comparisons;
import credits.ledger.Organisations;
import credits.ledger.PaymentPostings;
import credits.ledger.Proofs;
import credits.stripe.Comparison;
import credits.stripe.StripeWiring;
import credits.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the scheduled tasks: the payment sweep every 15 minutes, part of the daily ledger verification every hour, and
/// every night the Stripe reconciliation, the missing-invoice check and the verification of VAT numbers. The event
/// names the task: `{"task": "sweep"}`, `prove`, `compare`, `paper` or `vat_ids`.
public final class ReconcileHandler implements RequestStreamHandler {
    // Covers the time that a direct debit and most refunds take. Older payments were compared on previous nights.
    private static final Duration COMPARED = Duration.ofDays(35);

    // One page of a chain takes a second or two. The rest of the reserve is for the response.
    private static final int RESERVE_MILLIS = 30_000;

    private final Sweep sweep;
    private final Comparison comparison;
    private final Comparisons comparisons;
    private final PaperCheck paper;
    private final VatIdCheck vatIds;
    private final Proof proof;
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
        var organisations = new Organisations(wiring.dynamo(), wiring.table());
        this.sweep = new Sweep(wiring, organisations);
        this.comparison = new Comparison(
                wiring.api(), wiring.payments(), new PaymentPostings(wiring.dynamo(), wiring.table()), organisations);
        this.comparisons = new Comparisons(wiring.dynamo(), wiring.table());
        this.paper = Wiring.paper(wiring, organisations, environment);
        this.vatIds = new VatIdCheck(organisations, wiring.profiles(), Wiring.register(environment));
        this.proof = new Proof(
                organisations,
                new ChainProof(wiring.dynamo(), wiring.table()),
                new Proofs(wiring.dynamo(), wiring.table()));
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Consumer<String> log = context.getLogger()::log;
        var task = Json.event(input) instanceof Json.Members(var members) ? members.get("task") : null;
        var answer = switch (task) {
            case Json.Text(var name) when name.equals("sweep") -> sweep.all(clock.instant(), log);
            case Json.Text(var name) when name.equals("compare") -> compare(log);
            case Json.Text(var name) when name.equals("paper") -> paper.all(clock.instant(), log);
            case Json.Text(var name) when name.equals("vat_ids") -> vatIds.all(clock.instant());
            case Json.Text(var name)
            when name.equals("prove") ->
                proof.some(clock.instant(), () -> context.getRemainingTimeInMillis() > RESERVE_MILLIS, log);
            case null, default -> throw new IllegalStateException("unknown task");
        };
        log.accept(answer.text());
        output.write(answer.text().getBytes(StandardCharsets.UTF_8));
    }

    private Json.Members compare(Consumer<String> log) {
        var now = clock.instant();
        var report = comparison.since(now.minus(COMPARED), now);
        comparisons.keep(report);
        if (report.differenceCents() > 0) {
            log.accept(Json.object()
                    .put("alarm", "reconciliation_difference")
                    .put("cents", report.differenceCents())
                    .end()
                    .text());
        }
        return Json.object()
                .put("task", "compare")
                .put("payments", report.payments())
                .put("difference_cents", report.differenceCents())
                .put("differences", report.differences())
                .end();
    }
}
