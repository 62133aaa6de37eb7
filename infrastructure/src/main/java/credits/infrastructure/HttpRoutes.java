package credits.infrastructure;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpJwtAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.CorsHttpMethod;
import software.amazon.awscdk.services.apigatewayv2.CorsPreflightOptions;
import software.amazon.awscdk.services.apigatewayv2.DomainMappingOptions;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.SecurityPolicy;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The HTTP API: a table of routes, each to one function, behind one JWT authorizer.
final class HttpRoutes extends Construct {
    private static final List<String> EXPOSED_HEADERS = List.of(
            "apigw-requestid",
            "content-disposition",
            "etag",
            "idempotency-replayed",
            "link",
            "location",
            "retry-after");

    private final StageSettings settings;
    private final HttpApi api;
    private final HttpStage stage;
    private final LogGroup logs;
    private final Optional<DomainName> domain;
    private final Map<String, Object> openRouteLimits = new TreeMap<>();

    /// A route of the API and its function.
    ///
    /// @param isOpen whether it takes no token; callers then authenticate in another way
    record Route(HttpMethod method, String path, JavaFunction function, boolean isOpen) {
        Route(HttpMethod method, String path, JavaFunction function) {
            this(method, path, function, false);
        }
    }

    HttpRoutes(Construct scope, StageSettings settings, SignIn signIn, List<Route> routes) {
        super(scope, "Http");
        this.settings = settings;
        api = createApi(signIn);
        logs = logs(settings);
        domain = settings.hasApiHost() ? Optional.of(createDomain(settings)) : Optional.empty();
        stage = stage(settings);
        groupByFunction(withPreflights(routes)).forEach((function, itsRoutes) -> {
            var integration = new HttpLambdaIntegration(function.getNode().getId(), function.liveAlias());
            for (var route : itsRoutes) {
                var options = AddRoutesOptions.builder()
                        .methods(List.of(route.method()))
                        .path(route.path())
                        .integration(integration);
                if (route.isOpen()) options.authorizer(new HttpNoneAuthorizer());
                api.addRoutes(options.build()).forEach(made -> configureOpenRoute(made, route));
            }
        });
    }

    private HttpApi createApi(SignIn signIn) {
        var builder = HttpApi.Builder.create(this, "Api")
                .apiName(settings.stackName("api"))
                .createDefaultStage(false)
                .defaultAuthorizer(jwtAuthorizer(signIn));
        if (!settings.corsOrigins().isEmpty()) builder.corsPreflight(corsPreflight());
        return builder.build();
    }

    // Tokens are sent in a header, never as cookies: so no credentials.
    private CorsPreflightOptions corsPreflight() {
        return CorsPreflightOptions.builder()
                .allowOrigins(settings.corsOrigins())
                .allowMethods(List.of(CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT))
                .allowHeaders(List.of("accept", "authorization", "content-type", "idempotency-key", "if-match"))
                .exposeHeaders(EXPOSED_HEADERS)
                .maxAge(Duration.hours(1))
                .build();
    }

    // Anybody can call it, so it has a rate of its own: a flood of it leaves the members' calls alone, and theirs
    // leaves Stripe's.
    private void configureOpenRoute(HttpRoute httpRoute, Route route) {
        if (!route.isOpen()) return;
        int perSecond = settings.requestLimits().webhook();
        var cfnStage = (CfnStage) requireNonNull(stage.getNode().getDefaultChild());
        // In the order of their names, so that every build is the same.
        openRouteLimits.put(
                route.method() + " " + route.path(),
                new TreeMap<>(Map.of("ThrottlingRateLimit", perSecond, "ThrottlingBurstLimit", 2 * perSecond)));
        cfnStage.setRouteSettings(openRouteLimits);
        // The settings name the route.
        stage.getNode().addDependency(httpRoute);
        AcceptedFinding.awsSolutions("APIG4").acceptAt(httpRoute, reasonToBeOpen(route));
    }

    private static String reasonToBeOpen(Route route) {
        if (route.method() == HttpMethod.OPTIONS)
            return "A browser's preflight has no token. API Gateway answers it; the function would, with a 405.";
        if (route.method() == HttpMethod.GET)
            return "Documentation is public, and its code reads nothing but files of its jar.";
        if (route.path().startsWith("/v1/alert_recipients/"))
            return "Recipients may have no account: the secret in their e-mail confirms one address and nothing else.";
        return "Stripe has no token: it signs its requests, and the function verifies the signature first.";
    }

    String url() {
        return domain.isPresent() ? stage.getDomainUrl() : stage.getUrl();
    }

    /// The name that the DNS record of our own host name points to.
    Optional<String> domainTarget() {
        return domain.map(DomainName::getRegionalDomainName);
    }

    private DomainName createDomain(StageSettings settings) {
        return DomainName.Builder.create(this, "Domain")
                .domainName(settings.apiHost())
                .certificate(Certificate.fromCertificateArn(this, "Certificate", settings.apiCertificate()))
                .securityPolicy(SecurityPolicy.TLS_1_2)
                .build();
    }

    private static HttpJwtAuthorizer jwtAuthorizer(SignIn signIn) {
        return HttpJwtAuthorizer.Builder.create("Tokens", signIn.issuer())
                .jwtAudience(signIn.audience())
                .build();
    }

    /// The host name of the API, without a path.
    String apiDomain() {
        // An address that does not change when the API is created anew.
        if (settings.hasApiHost()) return settings.apiHost();
        return Fn.select(2, Fn.split("/", api.getApiEndpoint()));
    }

    HttpApi api() {
        return api;
    }

    /// The access log, one line per request.
    LogGroup logGroup() {
        return logs;
    }

    private LogGroup logs(StageSettings settings) {
        return LogGroup.Builder.create(this, "Logs")
                .retention(settings.logRetention())
                .removalPolicy(settings.removalPolicy())
                .build();
    }

    private HttpStage stage(StageSettings settings) {
        var builder = HttpStage.Builder.create(this, "Stage");
        domain.ifPresent(name -> builder.domainMapping(
                DomainMappingOptions.builder().domainName(name).build()));
        return builder.httpApi(api)
                .autoDeploy(true)
                .throttle(ThrottleSettings.builder()
                        .rateLimit(settings.requestLimits().stage())
                        .burstLimit(2 * settings.requestLimits().stage())
                        .build())
                .accessLogSettings(new AccessLog(logs, settings))
                .build();
    }

    // The route for all other methods needs a token, and would refuse what browsers ask first.
    private List<Route> withPreflights(List<Route> routes) {
        if (settings.corsOrigins().isEmpty()) return routes;
        return routes.stream()
                .flatMap(route -> route.method() == HttpMethod.ANY
                        ? Stream.of(route, new Route(HttpMethod.OPTIONS, route.path(), route.function(), true))
                        : Stream.of(route))
                .toList();
    }

    // One integration per function, in the order of the table: ids and their order are part of the template.
    private static Map<JavaFunction, List<Route>> groupByFunction(List<Route> routes) {
        return routes.stream().collect(groupingBy(Route::function, LinkedHashMap::new, toList()));
    }
}
