package credits.infrastructure;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpJwtAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The HTTP API: a table of routes, each to one function, behind one JWT authorizer.
final class HttpRoutes extends Construct {
    // Without path, query and IP address, which could identify a person.
    private static final String LOG_LINE = """
            {"request":"$context.requestId","route":"$context.routeKey","status":"$context.status",\
            "milliseconds":"$context.responseLatency","error":"$context.error.message",\
            "refused":"$context.authorizer.error"}""";

    private final HttpApi api;
    private final HttpStage stage;
    private final LogGroup logs;

    /// A route of the API and its function.
    ///
    /// @param isOpen whether it takes no token; callers then authenticate in another way
    record Route(HttpMethod method, String path, JavaFunction answers, boolean isOpen) {
        Route(HttpMethod method, String path, JavaFunction answers) {
            this(method, path, answers, false);
        }
    }

    HttpRoutes(Construct scope, Settings settings, List<Route> routes) {
        super(scope, "Http");
        api = HttpApi.Builder.create(this, "Api")
                .apiName(settings.stackName("api"))
                .createDefaultStage(false)
                .defaultAuthorizer(tokens(settings))
                .build();
        logs = logs(settings);
        stage = stage(settings);
        byFunction(routes).forEach((function, itsRoutes) -> {
            var integration = new HttpLambdaIntegration(function.getNode().getId(), function.live());
            for (var route : itsRoutes) {
                var options = AddRoutesOptions.builder()
                        .methods(List.of(route.method()))
                        .path(route.path())
                        .integration(integration);
                if (route.isOpen()) options.authorizer(new HttpNoneAuthorizer());
                api.addRoutes(options.build()).forEach(made -> acknowledge(made, route));
            }
        });
    }

    private static void acknowledge(HttpRoute made, Route route) {
        if (!route.isOpen()) return;
        Finding.solutions("APIG4")
                .acceptedAt(
                        made,
                        "Stripe has no token: it signs its requests, and the function verifies the signature first.");
    }

    String url() {
        return stage.getUrl();
    }

    private static HttpJwtAuthorizer tokens(Settings settings) {
        return HttpJwtAuthorizer.Builder.create("Tokens", settings.issuer().toString())
                .jwtAudience(settings.audience())
                .build();
    }

    /// The host name of the API, without a path.
    String domain() {
        return Fn.select(2, Fn.split("/", api.getApiEndpoint()));
    }

    HttpApi api() {
        return api;
    }

    /// The access log, one line per request.
    LogGroup logGroup() {
        return logs;
    }

    private LogGroup logs(Settings settings) {
        return LogGroup.Builder.create(this, "Logs")
                .retention(settings.logRetention())
                .removalPolicy(settings.removal())
                .build();
    }

    private HttpStage stage(Settings settings) {
        return HttpStage.Builder.create(this, "Stage")
                .httpApi(api)
                .autoDeploy(true)
                .throttle(ThrottleSettings.builder()
                        .rateLimit(settings.requestsPerSecond())
                        .burstLimit(2 * settings.requestsPerSecond())
                        .build())
                .accessLogSettings(new AccessLog(logs))
                .build();
    }

    // One integration per function, in the order of the table: ids and their order are part of the template.
    private static Map<JavaFunction, List<Route>> byFunction(List<Route> routes) {
        return routes.stream().collect(groupingBy(Route::answers, LinkedHashMap::new, toList()));
    }

    // The CDK has no builder for these settings.
    private record AccessLog(LogGroup logs) implements IAccessLogSettings {
        @Override
        public IAccessLogDestination getDestination() {
            return new LogGroupLogDestination(logs);
        }

        @Override
        public AccessLogFormat getFormat() {
            return AccessLogFormat.custom(LOG_LINE);
        }
    }
}
