package credits.function.privacy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.HttpEndpoint;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.http.RequestCaller;
import credits.priming.PrimedHandler;
import credits.priming.PrimingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// The calls for requests of data subjects: `POST /v1/personal_data/export` and `POST /v1/personal_data/erasure`.
public final class PrivacyHandler implements PrimedHandler {
    private final HttpEndpoint endpoint;
    private final PersonalDataAudit audit;
    private final ExportPersonalData exportPersonalData;
    private final ErasePersonalData erasePersonalData;

    /// Used by Lambda.
    public PrivacyHandler() {
        this(System.getenv(), InstantSource.system());
        PrimedHandler.register(this);
    }

    /// Creates the handler with the given environment variables; used outside Lambda. Requests carry their own time, so
    /// the clock is not used.
    public PrivacyHandler(Map<String, String> environment, InstantSource clock) {
        this(HttpEndpoint.fromEnvironment(environment), Wiring.of(environment));
    }

    PrivacyHandler(HttpEndpoint endpoint, Wiring wiring) {
        this.endpoint = endpoint;
        this.audit = wiring.audit();
        this.exportPersonalData = new ExportPersonalData(wiring.items(), wiring.segmentStore());
        this.erasePersonalData = new ErasePersonalData(wiring.items(), wiring.pseudonyms());
    }

    @Override
    public PrimingRequest primingRequest() {
        return new PrimingRequest(
                "POST /v1/personal_data/export", Map.of(), Map.of("content-type", "application/json"), "{}");
    }

    @Override
    public RequestStreamHandler newInstance(Map<String, String> environment) {
        return new PrivacyHandler(environment, InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        endpoint.handle(input, output, context, this::handle);
    }

    private ApiResponse handle(ApiRequest request, RequestCaller requestCaller) {
        var caller = requestCaller.identify();
        caller.requirePermission(ApiPermission.PRIVACY_MANAGE);
        request.requireQueryParametersIn(Set.of());
        return switch (request.routeKey()) {
            case "POST /v1/personal_data/export" -> {
                var wanted = PersonalDataRequest.parseExport(request);
                audit.record("export", wanted, caller, request.receivedAt(), request.requestId());
                yield ApiResponse.json(200, exportPersonalData.export(wanted));
            }
            case "POST /v1/personal_data/erasure" -> {
                var wanted = PersonalDataRequest.parseErasure(request);
                audit.record("erasure", wanted, caller, request.receivedAt(), request.requestId());
                yield ApiResponse.json(200, erasePersonalData.erase(wanted, request.receivedAt()));
            }
            default -> throw new ProblemException(Problem.notFound());
        };
    }
}
