package credits.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutesTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /// Red when a route is added only to the template or only to the contract, or a path parameter has another name.
    @Test
    void the_routes_are_those_of_the_contract() throws IOException {
        var contract = new YAMLMapper()
                .readTree(Stage.ROOT.resolve("shared/contract/openapi.yaml").toFile());

        assertThat(routes(Stage.PROD)).containsExactlyInAnyOrderElementsOf(routes(contract));
    }

    /// Red with `.authorizer(new HttpNoneAuthorizer())` on another route.
    @ParameterizedTest
    @EnumSource
    void no_route_but_stripe_s_answers_without_a_verified_token(Stage stage) {
        var deployment = stage.deployment();
        for (var route : deployment.all("AWS::ApiGatewayV2::Route")) {
            if (route.property("RouteKey").textValue().equals("POST /v1/stripe/webhook")) {
                assertThat(route.property("AuthorizationType").textValue()).isEqualTo("NONE");
                continue;
            }
            assertThat(route.property("AuthorizationType").textValue())
                    .as(route.id())
                    .isEqualTo("JWT");
            assertThat(deployment.target(route.property("AuthorizerId"))).isEqualTo("HttpApiTokens");
        }
    }

    /// Red when the issuer or the audience is not the stage's own.
    @Test
    void tokens_are_those_of_the_stage_s_issuer_for_its_audience() {
        var tokens = Stage.PROD.deployment().named("HttpApiTokens").property("JwtConfiguration");

        assertThat(tokens.path("Issuer").textValue()).isEqualTo("https://identity.example.com/");
        assertThat(Deployment.texts(tokens.path("Audience"))).containsExactly("credits");
    }

    /// Red without `.throttle(…)`.
    @ParameterizedTest
    @EnumSource
    void the_api_bounds_the_requests_it_takes(Stage stage) {
        var bounds = stage.deployment().named("HttpStage").property("DefaultRouteSettings");

        assertThat(bounds.path("ThrottlingRateLimit").intValue()).isPositive();
        assertThat(bounds.path("ThrottlingBurstLimit").intValue()).isPositive();
    }

    /// Red without `.accessLogSettings(…)`, or with the path, the query or the IP address in the line.
    @ParameterizedTest
    @EnumSource
    void every_request_is_logged_without_what_could_name_a_person(Stage stage) {
        var log = stage.deployment().named("HttpStage").property("AccessLogSettings");

        assertThat(stage.deployment().target(log.path("DestinationArn"))).isEqualTo("HttpLogs.Arn");
        assertThat(log.path("Format").textValue())
                .contains("$context.requestId", "$context.routeKey", "$context.status")
                .doesNotContain("$context.path", "sourceIp", "claims", "userAgent");
    }

    private static List<String> routes(Stage stage) {
        return stage.deployment().all("AWS::ApiGatewayV2::Route").stream()
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
