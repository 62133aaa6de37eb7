package credits.local.aws.iamproxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.aws.iam.IamRequest;
import credits.local.aws.iam.IamRole;
import credits.local.aws.iam.PolicyDecision;
import credits.local.aws.iam.PolicyEvaluator;
import credits.local.aws.role.SeenCalls;
import credits.local.aws.template.FunctionDefinition;
import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.TableDefinition;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The AWS endpoint of the functions: `/<function>/<service>`. A call that the function's role allows is
/// forwarded to the service. Any other is denied in the words of the service, and reported. DynamoDB, which is called
/// most, receives its calls itself and has them checked.
public final class IamProxy implements HttpHandler, AutoCloseable {
    private static final int PATH_PARTS = 4; // "", function, service, the rest

    private final PolicyEvaluator policyEvaluator;
    private final Map<AwsService, URI> serviceUris;
    private final Map<AwsService, ServiceProtocol> serviceProtocols = new EnumMap<>(AwsService.class);
    private final Map<String, ProxyRoute> routes = new ConcurrentHashMap<>();
    private final HttpForwarder forwarder = new HttpForwarder();
    private final Consumer<String> denials;

    /// The path of one function to one service.
    private record ProxyRoute(String function, IamRole role, ServiceProtocol serviceProtocol, URI serviceUri) {}

    /// @param serviceUris the address of each service; services without one are not available
    public IamProxy(
            PolicyEvaluator policyEvaluator,
            LocalAddresses addresses,
            List<TableDefinition> tables,
            Map<AwsService, URI> serviceUris,
            Consumer<String> denials) {
        this.policyEvaluator = policyEvaluator;
        this.serviceUris = Map.copyOf(serviceUris);
        this.denials = denials;
        serviceProtocols.put(AwsService.DYNAMODB, new DynamoDbProtocol(addresses, tables));
        serviceProtocols.put(AwsService.S3, new S3Protocol());
        serviceProtocols.put(AwsService.SECRETS_MANAGER, new SecretsManagerProtocol());
        serviceProtocols.put(AwsService.SES, new SesProtocol(addresses));
        serviceProtocols.put(AwsService.SQS, new SqsProtocol(addresses));
    }

    /// The path of each available service for `function`.
    public Map<AwsService, String> servicePaths(FunctionDefinition function) {
        var paths = new EnumMap<AwsService, String>(AwsService.class);
        serviceUris.forEach((awsService, serviceUri) -> {
            var path = "/" + function.name() + "/" + awsService.pathSegment();
            routes.put(
                    path,
                    new ProxyRoute(
                            function.name(),
                            function.role(),
                            Objects.requireNonNull(serviceProtocols.get(awsService)),
                            serviceUri));
            paths.put(awsService, path);
        });
        return paths;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        var response =
                request.isEmpty() ? LocalResponse.jsonMessage(413, "Request Entity Too Large") : respond(request.get());
        response.writeTo(exchange);
    }

    @Override
    public void close() {
        forwarder.close();
    }

    /// Checks a call that its service has received itself, and returns the response if it is denied.
    public Optional<LocalResponse> check(LocalRequest request) {
        var route = findRoute(request);
        if (route.isEmpty()) return Optional.of(unknownRoute());
        try {
            return check(route.get(), route.get().serviceProtocol().toIamRequests(request));
        } catch (UnsupportedCallException unsupported) {
            return Optional.of(reject(route.get(), unsupported));
        }
    }

    private LocalResponse respond(LocalRequest request) {
        return findRoute(request).map(route -> respond(route, request)).orElseGet(IamProxy::unknownRoute);
    }

    private Optional<ProxyRoute> findRoute(LocalRequest request) {
        var parts = request.path().split("/", PATH_PARTS);
        return parts.length < PATH_PARTS - 1
                ? Optional.empty()
                : Optional.ofNullable(routes.get("/" + parts[1] + "/" + parts[2]));
    }

    private static LocalResponse unknownRoute() {
        return LocalResponse.jsonMessage(404, "Unknown function or service");
    }

    private LocalResponse respond(ProxyRoute route, LocalRequest received) {
        var parts = received.path().split("/", PATH_PARTS);
        var request = received.withPath("/" + (parts.length < PATH_PARTS ? "" : parts[PATH_PARTS - 1]));
        try {
            var denial = check(route, route.serviceProtocol().toIamRequests(request));
            if (denial.isPresent()) return denial.get();
            var response = forwarder.forward(request, route.serviceUri());
            return check(route, route.serviceProtocol().requiredToRead(request, response))
                    .orElse(response);
        } catch (UnsupportedCallException unsupported) {
            return reject(route, unsupported);
        } catch (IOException unreachable) {
            return LocalResponse.jsonMessage(503, "The service is not reachable");
        }
    }

    private Optional<LocalResponse> check(ProxyRoute route, List<IamRequest> required) {
        var denied = findDenied(route, required);
        if (denied.isPresent()) return Optional.of(deny(route, denied.get()));
        for (var allowed : required) SeenCalls.add(route.function(), allowed);
        return Optional.empty();
    }

    private LocalResponse reject(ProxyRoute route, UnsupportedCallException unsupported) {
        denials.accept(route.function() + ": " + unsupported.getMessage());
        return route.serviceProtocol().unsupported(unsupported);
    }

    private Optional<DeniedCall> findDenied(ProxyRoute route, List<IamRequest> requests) {
        for (var request : requests) {
            var decision = policyEvaluator.evaluate(route.role(), request);
            if (!(decision instanceof PolicyDecision.Allowed))
                return Optional.of(new DeniedCall(route.role().name(), route.function(), request, decision));
        }
        return Optional.empty();
    }

    private LocalResponse deny(ProxyRoute route, DeniedCall denied) {
        denials.accept(denied.message() + denied.source());
        return route.serviceProtocol().accessDenied(denied);
    }
}
