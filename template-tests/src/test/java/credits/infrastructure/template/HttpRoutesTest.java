package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpRoutesTest {
    /// A new API has another host name of API Gateway's, which Stripe and the features would not know. Red
    /// without `domainMapping(…)`, or with another URL among the outputs.
    @Test
    void a_host_name_of_our_own_is_what_the_outside_knows() {
        var templates = DeploymentStage.PROD.templates();
        var domain = templates.resourceNamed("HttpDomain");
        var mapping = templates.all("AWS::ApiGatewayV2::ApiMapping").getFirst();
        var outputs = templates.stack("Api").path("Outputs");

        assertThat(domain.property("DomainName").textValue()).isEqualTo("api.example.com");
        assertThat(domain.property("DomainNameConfigurations")
                        .at("/0/SecurityPolicy")
                        .textValue())
                .isEqualTo("TLS_1_2");
        assertThat(templates.resolve(mapping.property("DomainName"))).isEqualTo("HttpDomain");
        assertThat(templates.resolve(outputs.at("/ApiUrl/Value"))).isEqualTo("https://HttpDomain/");
        assertThat(templates.resolve(outputs.at("/StripeWebhookUrl/Value")))
                .isEqualTo("https://HttpDomain/v1/stripe/webhook");
        assertThat(templates.resolve(outputs.at("/ApiDomainTarget/Value"))).isEqualTo("HttpDomain.RegionalDomainName");
    }

    // What no other route is for: answered 405 or 404.
    private static final String UNROUTED = "ANY /v1/{path+}";
    private static final Set<String> OPEN = Set.of(
            "POST /v1/stripe/webhook",
            "POST /v1/alert_recipients/confirmations",
            "GET /v1/openapi.yaml",
            "GET /v1/openapi.html",
            "GET /v1/problems/{code}");
    private static final String PREFLIGHT = "OPTIONS /v1/{path+}";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /// Red when a route is added only to the template or only to the contract, or a path parameter has another name.
    @Test
    void the_routes_are_those_of_the_contract() throws IOException {
        var contract = new YAMLMapper()
                .readTree(DeploymentStage.PROJECT_ROOT
                        .resolve("shared/contract/openapi.yaml")
                        .toFile());

        var documented = new ArrayList<>(routes(contract));
        documented.add(UNROUTED);

        assertThat(routes(DeploymentStage.PROD)).containsExactlyInAnyOrderElementsOf(documented);
    }

    /// Red with `.authorizer(new HttpNoneAuthorizer())` on another route.
    @ParameterizedTest
    @EnumSource
    void every_route_but_the_webhook_and_the_reference_requires_a_token(DeploymentStage stage) {
        var templates = stage.templates();
        for (var route : templates.all("AWS::ApiGatewayV2::Route")) {
            if (openRoutes(stage).contains(route.property("RouteKey").textValue())) {
                assertThat(route.property("AuthorizationType").textValue()).isEqualTo("NONE");
                continue;
            }
            assertThat(route.property("AuthorizationType").textValue())
                    .as(route.id())
                    .isEqualTo("JWT");
            assertThat(templates.resolve(route.property("AuthorizerId"))).isEqualTo("HttpApiTokens");
        }
    }

    /// Red when the issuer or the audience is not the stage's own.
    @Test
    void the_authorizer_has_the_stage_s_issuer_and_audience() {
        var tokens =
                DeploymentStage.PROD.templates().resourceNamed("HttpApiTokens").property("JwtConfiguration");

        assertThat(tokens.path("Issuer").textValue()).isEqualTo("https://identity.example.com/");
        assertThat(SynthesizedTemplates.toTexts(tokens.path("Audience"))).containsExactly("credits");
    }

    /// Red without `.throttle(…)`.
    @ParameterizedTest
    @EnumSource
    void the_api_is_throttled(DeploymentStage stage) {
        var bounds = stage.templates().resourceNamed("HttpStage").property("DefaultRouteSettings");

        assertThat(bounds.path("ThrottlingRateLimit").intValue()).isPositive();
        assertThat(bounds.path("ThrottlingBurstLimit").intValue()).isPositive();
    }

    /// Red when a route that needs no token shares the rate of the members' calls, or that of another.
    @ParameterizedTest
    @EnumSource
    void a_route_that_anybody_can_call_has_a_rate_of_its_own(DeploymentStage stage) {
        var stageResource = stage.templates().resourceNamed("HttpStage");
        var routes = stageResource.property("RouteSettings");

        assertThat(routes.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(openRoutes(stage));
        assertThat(routes.properties()).allSatisfy(route -> {
            assertThat(route.getValue().path("ThrottlingRateLimit").intValue())
                    .isEqualTo(stage == DeploymentStage.PROD ? 100 : 20);
            assertThat(route.getValue().path("ThrottlingBurstLimit").intValue()).isPositive();
        });
        assertThat(stageResource.json().path("DependsOn").toString())
                .contains(
                        "POSTv1stripewebhook",
                        "POSTv1alertrecipientsconfirmations",
                        "GETv1openapiyaml",
                        "GETv1openapihtml",
                        "GETv1problemscode");
    }

    /// Red when CORS is on without the setting, or its preflights need the token that browsers send only afterwards.
    @Test
    void pages_of_other_origins_may_call_the_api_by_a_setting_only() {
        var cors = DeploymentStage.DEV.templates().resourceNamed("HttpApi").property("CorsConfiguration");

        assertThat(SynthesizedTemplates.toTexts(cors.path("AllowOrigins")))
                .containsExactly("https://www.dev.example.com", "http://localhost:5173");
        assertThat(SynthesizedTemplates.toTexts(cors.path("AllowMethods"))).containsExactly("GET", "POST", "PUT");
        assertThat(SynthesizedTemplates.toTexts(cors.path("AllowHeaders")))
                .contains("authorization", "idempotency-key", "if-match");
        assertThat(SynthesizedTemplates.toTexts(cors.path("ExposeHeaders")))
                .contains("etag", "location", "retry-after");
        assertThat(cors.path("AllowCredentials").booleanValue()).isFalse();
        assertThat(routes(DeploymentStage.DEV)).contains(PREFLIGHT);
        assertThat(DeploymentStage.PROD
                        .templates()
                        .resourceNamed("HttpApi")
                        .property("CorsConfiguration")
                        .isMissingNode())
                .isTrue();
    }

    private static Set<String> openRoutes(DeploymentStage stage) {
        var open = new TreeSet<>(OPEN);
        if (stage == DeploymentStage.DEV) open.add(PREFLIGHT);
        return open;
    }

    /// Red without `.accessLogSettings(…)` or the caller, or with path, query or IP address in the line.
    @ParameterizedTest
    @EnumSource
    void access_logs_name_the_caller_by_id_and_hold_nothing_else_about_a_person(DeploymentStage stage) {
        var log = stage.templates().resourceNamed("HttpStage").property("AccessLogSettings");

        assertThat(stage.templates().resolve(log.path("DestinationArn"))).isEqualTo("HttpLogs.Arn");
        assertThat(log.path("Format").textValue()).isEqualTo("""
                        {"request":"$context.requestId","route":"$context.routeKey","status":"$context.status",\
                        "milliseconds":"$context.responseLatency","error":"$context.error.message",\
                        "refused":"$context.authorizer.error",\
                        "organisation":"$context.authorizer.claims.organisation",\
                        "member":"$context.authorizer.claims.sub","client":"$context.authorizer.claims.azp"}""");
    }

    private static List<String> routes(DeploymentStage stage) {
        return stage.templates().all("AWS::ApiGatewayV2::Route").stream()
                .map(route -> route.property("RouteKey").textValue())
                .toList();
    }

    private static List<String> routes(JsonNode contract) {
        return contract.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
    }
}
