package credits.function.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.api.PaymentProblems;
import credits.event.AccountEvent;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.HttpEndpoint;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.identity.OrganisationId;
import credits.json.Json;
import credits.priming.PrimedHandler;
import credits.priming.PrimingRequest;
import credits.retry.ServiceUnavailableException;
import credits.settings.EnvironmentVariable;
import credits.stripe.DeclinedPayments;
import credits.stripe.InvoiceDueEvent;
import credits.stripe.StripeSecrets;
import credits.stripe.StripeSignature;
import credits.stripe.StripeWiring;
import credits.stripe.UpdateOutcome;
import credits.stripe.WebhookRouter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

/// `POST /v1/stripe/webhook`: verifies the signature over the exact bytes received, then handles the event.
///
/// Responds 200 once the event's effects are durable or it has none, 400 if the signature is not valid, and 503 if
/// Stripe should retry.
public final class WebhookHandler implements PrimedHandler {
    // Stripe's events are a few KB. A larger body is rejected before it is hashed.
    private static final int MAX_BODY_BYTES = 256 * 1024;

    private static final OrganisationId PRIMING_ORGANISATION = new OrganisationId("priming");

    private final StripeSecrets secrets;
    private final WebhookRouter router;
    private final Consumer<AccountEvent> invoiceQueue;

    /// Used by Lambda.
    public WebhookHandler() {
        this(System.getenv(), InstantSource.system());
        PrimedHandler.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public WebhookHandler(Map<String, String> environment, InstantSource clock) {
        this(
                StripeWiring.of(environment, clock),
                Integer.parseInt(EnvironmentVariable.DECLINES_PER_DAY.require(environment)),
                InvoiceDueEvent.queue(environment));
    }

    /// Creates the handler with the given dependencies.
    ///
    /// @param declinesPerDay the declined payments a day at which an organisation pays no more
    /// @param invoiceQueue the queue that requests documents
    public WebhookHandler(StripeWiring wiring, int declinesPerDay, Consumer<AccountEvent> invoiceQueue) {
        this.invoiceQueue = invoiceQueue;
        this.secrets = wiring.secrets();
        this.router = new WebhookRouter(
                wiring.api(),
                wiring.fulfilment(),
                wiring.reversals(),
                new DeclinedPayments(wiring.api(), wiring.paymentLedger(), declinesPerDay),
                wiring.quarantine(),
                wiring.isLive());
    }

    @Override
    public PrimingRequest primingRequest() {
        return new PrimingRequest(
                "POST /v1/stripe/webhook", Map.of(), Map.of("content-type", "application/json"), "{}");
    }

    @Override
    public RequestStreamHandler newInstance(Map<String, String> environment) {
        return new WebhookHandler(environment, InstantSource.system());
    }

    /// Also primes the database client, which an unsigned request would never use.
    @Override
    public void prime(Map<String, String> environment, LambdaLogger log) throws IOException {
        PrimedHandler.super.prime(environment, log);
        try {
            var _ = StripeWiring.of(environment, InstantSource.system())
                    .profileStore()
                    .findBillingProfile(PRIMING_ORGANISATION);
        } catch (ServiceUnavailableException e) {
            log.log(Json.object().put("primed", false).build().toText());
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        HttpEndpoint.handleOpen(input, output, context, request -> handle(request, context.getLogger()::log));
    }

    private ApiResponse handle(ApiRequest request, Consumer<String> log) {
        var body = decodeBody(request.body());
        var signature = request.header("stripe-signature")
                .flatMap(StripeSignature::parse)
                .orElseThrow(() -> new ProblemException(PaymentProblems.invalidSignature()));
        if (!signature.matches(body, secrets.current().webhookSecrets(), request.receivedAt()))
            throw new ProblemException(PaymentProblems.invalidSignature());
        var outcome = router.handle(new String(body, StandardCharsets.UTF_8), request.receivedAt(), log)
                .orElseThrow(() -> new ProblemException(Problem.invalidRequest("", "must be a Stripe event")));
        if (outcome instanceof UpdateOutcome.Applied(var payment)
                && payment.state().hasReversals())
            invoiceQueue.accept(InvoiceDueEvent.of(payment, request.receivedAt()));
        return ApiResponse.json(200, Json.object().put("received", true).build());
    }

    // The signature covers the exact bytes, so they must not be decoded and encoded again.
    private static byte[] decodeBody(ApiRequest.RequestBody body) {
        // Base64 has four characters for three bytes; a character of text has at least one byte.
        int maxChars = body.isBase64() ? MAX_BODY_BYTES / 3 * 4 + 4 : MAX_BODY_BYTES;
        if (body.text().length() > maxChars) throw new ProblemException(Problem.payloadTooLarge(MAX_BODY_BYTES));
        if (!body.isBase64()) return body.text().getBytes(StandardCharsets.UTF_8);
        try {
            return Base64.getDecoder().decode(body.text());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(PaymentProblems.invalidSignature());
        }
    }
}
