package credits.function.checkout;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.priming.FirstRequest;
import credits.priming.Primed;
import credits.stripe.Told;
import credits.topup.Payment;
import credits.topup.PaymentId;
import credits.usage.Submission;
import credits.wire.Caller;
import credits.wire.Claims;
import credits.wire.Exchange;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.IdempotencyKey;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Rejected;
import credits.wire.TopUpBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// `POST /v1/top_ups` and `GET /v1/top_ups/{id}`: starts a top-up and returns its state.
public final class CheckoutHandler implements Primed {
    private final Claims claims;
    private final TopUps topUps;
    private final TopUpBody.Bounds bounds;

    /// Used by Lambda.
    public CheckoutHandler() {
        this(System.getenv(), InstantSource.system());
        Primed.register(this);
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public CheckoutHandler(Map<String, String> environment, InstantSource clock) {
        this(Claims.of(environment), Wiring.of(environment, clock));
    }

    CheckoutHandler(Claims claims, Wiring wiring) {
        this.claims = claims;
        this.topUps = wiring.topUps();
        this.bounds = wiring.bounds();
    }

    @Override
    public FirstRequest firstRequest() {
        return FirstRequest.get("GET /v1/top_ups/{id}", Map.of("id", "pay_01KDVDNA00PR1M1NGPR1M1NGPR"));
    }

    @Override
    public RequestStreamHandler another(Map<String, String> environment) {
        return new CheckoutHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Exchange.answer(input, output, context, request -> answer(request, context.getLogger()::log));
    }

    private HttpResponse answer(HttpRequest request, Consumer<String> log) {
        var caller = claims.caller(request);
        caller.require(Permission.USAGE_READ);
        request.refuseQueryBeside(Set.of());
        return switch (request.routeKey()) {
            case "POST /v1/top_ups" -> begin(request, caller);
            case "GET /v1/top_ups/{id}" -> HttpResponse.json(200, TopUpJson.of(find(request, caller, log)));
            default -> throw new Rejected(Problem.notFound());
        };
    }

    private HttpResponse begin(HttpRequest request, Caller caller) {
        caller.require(Permission.CREDITS_BUY);
        var key = IdempotencyKey.of(request);
        if (key.madeAtMillis() > request.at().plus(Submission.FURTHEST_AHEAD).toEpochMilli())
            throw IdempotencyKey.inFuture();
        var cents = TopUpBody.parse(request, bounds).cents();
        var begun = topUps.begin(caller, key, cents, request.at());
        var answer = HttpResponse.json(201, TopUpJson.opened(begun.payment()));
        return begun.isReplay() ? answer.with("idempotency-replayed", "true") : answer;
    }

    private Payment find(HttpRequest request, Caller caller, Consumer<String> log) {
        var id = PaymentId.parse(request.path("id")).orElseThrow(() -> new Rejected(Problem.notFound()));
        return topUps.find(caller.organisation(), id.key(), new Told("poll", request.at(), request.at(), log))
                .orElseThrow(() -> new Rejected(Problem.notFound()));
    }
}
