package credits.function.limits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.api.LimitsRequest;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.ClaimMapping;
import credits.http.HttpEndpoint;
import credits.http.IfMatchHeader;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.http.RequestCaller;
import credits.identity.EmailAddress;
import credits.priming.PrimedHandler;
import credits.priming.PrimingRequest;
import credits.profile.ErasedMembersStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// `/v1/limits`: an organisation's monthly limits and alert recipients; `/v1/billing_profile`: the buyer on its
/// invoices; `/v1/organisation`: its name and time zone.
public final class LimitsHandler implements PrimedHandler {
    // Recipients need no account with the platform.
    private static final String CONFIRM = "POST /v1/alert_recipients/confirmations";

    private final HttpEndpoint endpoint;
    private final LimitsUpdate limitsUpdate;
    private final BillingProfileUpdate billingProfile;
    private final ErasedMembersStore erasedMembers;
    private final RecipientConfirmations confirmations;
    private final OrganisationUpdate organisationUpdate;

    /// Used by Lambda.
    public LimitsHandler() {
        this(System.getenv(), InstantSource.system());
        PrimedHandler.register(this);
    }

    /// Creates the handler with the given environment variables; used outside Lambda. Requests carry their own time, so
    /// the clock is not used.
    public LimitsHandler(Map<String, String> environment, InstantSource clock) {
        this(HttpEndpoint.fromEnvironment(environment), Wiring.of(environment));
    }

    LimitsHandler(HttpEndpoint endpoint, Wiring wiring) {
        this.endpoint = endpoint;
        this.limitsUpdate = new LimitsUpdate(
                wiring.accountQueries(), wiring.ledger(), wiring.profileStore(), wiring.confirmations());
        this.confirmations = wiring.confirmations();
        this.billingProfile =
                new BillingProfileUpdate(wiring.profileStore(), wiring.viesClient(), wiring.isProfileRequired());
        this.erasedMembers = wiring.erasedMembers();
        this.organisationUpdate =
                new OrganisationUpdate(wiring.accountQueries(), wiring.ledger(), wiring.profileStore());
    }

    @Override
    public PrimingRequest primingRequest() {
        return PrimingRequest.get("GET /v1/limits", Map.of());
    }

    @Override
    public RequestStreamHandler newInstance(Map<String, String> environment) {
        return new LimitsHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        endpoint.handle(input, output, context, this::handle);
    }

    private ApiResponse handle(ApiRequest request, RequestCaller requestCaller) {
        if (request.routeKey().equals(CONFIRM)) return confirmations.confirm(request);
        return request.routeKey().startsWith("GET ") ? read(request, requestCaller) : write(request, requestCaller);
    }

    private ApiResponse read(ApiRequest request, RequestCaller requestCaller) {
        var caller = requestCaller.identifyReader();
        caller.requirePermission(ApiPermission.USAGE_READ);
        request.withoutQueryParameter(ClaimMapping.ORGANISATION_PARAMETER).requireQueryParametersIn(Set.of());
        return switch (request.routeKey()) {
            case "GET /v1/limits" ->
                limitsUpdate
                        .current(caller.organisation(), request.receivedAt())
                        .toResponse(caller.maySeeAddresses(), erasedMembers.find(caller.organisation()));
            case "GET /v1/billing_profile" -> getBillingProfile(caller);
            case "GET /v1/organisation" -> organisationUpdate.current(caller.organisation(), request.receivedAt());
            default -> throw new ProblemException(Problem.notFound());
        };
    }

    private ApiResponse write(ApiRequest request, RequestCaller requestCaller) {
        var caller = requestCaller.identify();
        caller.requirePermission(ApiPermission.USAGE_READ);
        request.requireQueryParametersIn(Set.of());
        return switch (request.routeKey()) {
            case "PUT /v1/limits" -> putLimits(request, caller);
            case "POST /v1/alert_recipients/confirmation_emails" -> sendConfirmations(request, caller);
            case "PUT /v1/billing_profile" -> putBillingProfile(request, caller);
            case "PUT /v1/organisation" -> putOrganisation(request, caller);
            default -> throw new ProblemException(Problem.notFound());
        };
    }

    private ApiResponse putLimits(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.LIMITS_WRITE);
        var basedOn = IfMatchHeader.from(request);
        var requested = LimitsRequest.parse(request);
        return limitsUpdate
                .save(caller.organisation(), requested, basedOn, caller.member(), isOwn(request), request.receivedAt())
                .toResponse(true, erasedMembers.find(caller.organisation()));
    }

    // A verified address of the token needs no confirmation.
    private static Predicate<EmailAddress> isOwn(ApiRequest request) {
        var own = ClaimMapping.verifiedEmail(request);
        return address -> own.filter(address::isSameMailbox).isPresent();
    }

    private ApiResponse sendConfirmations(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.LIMITS_WRITE);
        var current = limitsUpdate.current(caller.organisation(), request.receivedAt());
        if (!current.recipients().unconfirmed().isEmpty())
            confirmations.request(caller.organisation(), request.receivedAt());
        return current.toResponse(true, erasedMembers.find(caller.organisation()));
    }

    private ApiResponse putOrganisation(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.LIMITS_WRITE);
        return organisationUpdate.save(request, caller.organisation());
    }

    private ApiResponse getBillingProfile(Caller caller) {
        caller.requirePermission(ApiPermission.BILLING_READ);
        return billingProfile.current(caller.organisation());
    }

    private ApiResponse putBillingProfile(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.CREDITS_BUY);
        return billingProfile.save(request, caller.organisation(), caller.member());
    }
}
