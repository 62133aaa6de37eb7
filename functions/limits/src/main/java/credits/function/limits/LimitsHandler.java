package credits.function.limits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.ledger.Profiles;
import credits.priming.FirstRequest;
import credits.priming.Primed;
import credits.topup.Buyer;
import credits.vies.Register;
import credits.wire.BillingProfileBody;
import credits.wire.Caller;
import credits.wire.Claims;
import credits.wire.Exchange;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.IfMatch;
import credits.wire.LimitsBody;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/v1/limits`: an organisation's monthly limits and alert recipients; and `/v1/billing_profile`: the buyer
/// on its invoices.
public final class LimitsHandler implements Primed {
    private final Claims claims;
    private final Saving saving;
    private final Profiles profiles;
    private final Register register;
    private final boolean profileRequired;

    /// Used by Lambda.
    public LimitsHandler() {
        this(System.getenv(), InstantSource.system());
        Primed.register(this);
    }

    /// Creates the handler with the given environment variables; used outside Lambda. Requests carry their own time, so
    /// the clock is not used.
    public LimitsHandler(Map<String, String> environment, InstantSource clock) {
        this(Claims.of(environment), Wiring.of(environment));
    }

    LimitsHandler(Claims claims, Wiring wiring) {
        this.claims = claims;
        this.saving = new Saving(wiring.statements(), wiring.ledger(), wiring.profiles());
        this.profiles = wiring.profiles();
        this.register = wiring.register();
        this.profileRequired = wiring.profileRequired();
    }

    @Override
    public FirstRequest firstRequest() {
        return FirstRequest.get("GET /v1/limits", Map.of());
    }

    @Override
    public RequestStreamHandler another(Map<String, String> environment) {
        return new LimitsHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Exchange.answer(input, output, context, this::answer);
    }

    private HttpResponse answer(HttpRequest request) {
        var caller = claims.caller(request);
        caller.require(Permission.USAGE_READ);
        request.refuseQueryBeside(Set.of());
        return switch (request.routeKey()) {
            case "GET /v1/limits" ->
                saving.inForce(caller.organisation(), request.at()).answer();
            case "PUT /v1/limits" -> change(request, caller);
            case "GET /v1/billing_profile" -> profile(profiles.buyer(caller.organisation()));
            case "PUT /v1/billing_profile" -> changeProfile(request, caller);
            default -> throw new Rejected(Problem.notFound());
        };
    }

    private HttpResponse change(HttpRequest request, Caller caller) {
        caller.require(Permission.LIMITS_WRITE);
        var basedOn = IfMatch.of(request);
        var wanted = LimitsBody.parse(request);
        return saving.save(caller.organisation(), wanted, basedOn, caller.member(), request.at())
                .answer();
    }

    private HttpResponse changeProfile(HttpRequest request, Caller caller) {
        caller.require(Permission.CREDITS_BUY);
        var buyer = BillingProfileBody.parse(request);
        // Saved before VIES is called, so that the input is kept whatever happens to the call.
        profiles.keep(caller.organisation(), buyer);
        var checked = buyer.vatId().map(id -> buyer.with(register.consult(id, request.at())));
        if (checked.isEmpty()) return profile(Optional.of(buyer));
        if (profiles.replace(caller.organisation(), buyer, checked.get())) return profile(checked);
        return profile(profiles.buyer(caller.organisation()));
    }

    private HttpResponse profile(Optional<Buyer> buyer) {
        return HttpResponse.json(200, BillingProfileBody.json(buyer, profileRequired));
    }
}
