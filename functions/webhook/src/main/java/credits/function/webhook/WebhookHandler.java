package credits.function.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.identity.OrganisationId;
import credits.ledger.Unavailable;
import credits.priming.FirstRequest;
import credits.priming.Primed;
import credits.stripe.Events;
import credits.stripe.Secrets;
import credits.stripe.Signature;
import credits.stripe.StripeWiring;
import credits.wire.Exchange;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.PaymentProblems;
import credits.wire.Problem;
import credits.wire.Rejected;
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
public final class WebhookHandler implements Primed {
    // Stripe's events are a few KB. A larger body is rejected before it is hashed.
    private static final int MOST_BYTES = 256 * 1024;

    private static final OrganisationId NOBODY = new OrganisationId("priming");

    private final Secrets secrets;
    private final Events events;

    /// Used by Lambda.
    public WebhookHandler() {
        this(System.getenv(), InstantSource.system());
        Primed.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public WebhookHandler(Map<String, String> environment, InstantSource clock) {
        this(StripeWiring.of(environment, clock));
    }

    /// Creates the handler with the given dependencies.
    public WebhookHandler(StripeWiring wiring) {
        this.secrets = wiring.secrets();
        this.events =
                new Events(wiring.api(), wiring.fulfilment(), wiring.reversals(), wiring.parking(), wiring.live());
    }

    @Override
    public FirstRequest firstRequest() {
        return new FirstRequest("POST /v1/stripe/webhook", Map.of(), Map.of("content-type", "application/json"), "{}");
    }

    @Override
    public RequestStreamHandler another(Map<String, String> environment) {
        return new WebhookHandler(environment, InstantSource.system());
    }

    /// Also primes the database client, which an unsigned request would never use.
    @Override
    public void prime(Map<String, String> environment, LambdaLogger log) throws IOException {
        Primed.super.prime(environment, log);
        try {
            var _ = StripeWiring.of(environment, InstantSource.system())
                    .profiles()
                    .buyer(NOBODY);
        } catch (Unavailable later) {
            log.log(Json.object().put("primed", false).end().text());
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Exchange.answer(input, output, context, request -> answer(request, context.getLogger()::log));
    }

    private HttpResponse answer(HttpRequest request, Consumer<String> log) {
        var body = body(request.body());
        var signature = request.header("stripe-signature")
                .flatMap(Signature::parse)
                .orElseThrow(() -> new Rejected(PaymentProblems.invalidSignature()));
        if (!signature.isOf(body, secrets.current().webhookSecrets(), request.at()))
            throw new Rejected(PaymentProblems.invalidSignature());
        var _ = events.take(new String(body, StandardCharsets.UTF_8), request.at(), log)
                .orElseThrow(() -> new Rejected(Problem.invalidRequest("", "must be a Stripe event")));
        return HttpResponse.json(200, Json.object().put("received", true).end());
    }

    // The signature covers the exact bytes, so they must not be decoded and encoded again.
    private static byte[] body(HttpRequest.Body body) {
        // Base64 has four characters for three bytes; a character of text has at least one byte.
        int most = body.isBase64() ? MOST_BYTES / 3 * 4 + 4 : MOST_BYTES;
        if (body.text().length() > most) throw new Rejected(Problem.payloadTooLarge(MOST_BYTES));
        if (!body.isBase64()) return body.text().getBytes(StandardCharsets.UTF_8);
        try {
            return Base64.getDecoder().decode(body.text());
        } catch (IllegalArgumentException noBase64) {
            throw new Rejected(PaymentProblems.invalidSignature());
        }
    }
}
