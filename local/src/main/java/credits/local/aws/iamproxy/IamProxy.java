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
/// forwarded to the service. Any other is denied in the words of the service, and reported.
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

    private LocalResponse respond(LocalRequest request) {
        var parts = request.path().split("/", PATH_PARTS);
        var route = parts.length < PATH_PARTS - 1 ? null : routes.get("/" + parts[1] + "/" + parts[2]);
        if (route == null) return LocalResponse.jsonMessage(404, "Unknown function or service");
        var rest = "/" + (parts.length < PATH_PARTS ? "" : parts[PATH_PARTS - 1]);
        return respond(route, request.withPath(rest));
    }

    private LocalResponse respond(ProxyRoute route, LocalRequest request) {
        try {
            var required = route.serviceProtocol().toIamRequests(request);
            var denied = findDenied(route, required);
            if (denied.isPresent()) return deny(route, denied.get());
            for (var allowed : required) SeenCalls.add(route.function(), allowed);
            var response = forwarder.forward(request, route.serviceUri());
            var requiredToRead = route.serviceProtocol().requiredToRead(request, response);
            var hidden = findDenied(route, requiredToRead);
            if (hidden.isPresent()) return deny(route, hidden.get());
            for (var allowed : requiredToRead) SeenCalls.add(route.function(), allowed);
            return response;
        } catch (UnsupportedCallException unsupported) {
            denials.accept(route.function() + ": " + unsupported.getMessage());
            return route.serviceProtocol().unsupported(unsupported);
        } catch (IOException unreachable) {
            return LocalResponse.jsonMessage(503, "The service is not reachable");
        }
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
