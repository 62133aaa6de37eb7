package credits.function.usage;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.http.Problem.ProblemType;
import credits.ledger.DynamoDbFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract and the pages of problems are served to everybody, and a wrong method is told the right ones.
class ApiReferenceTest {
    private static final Path CONTRACT = Path.of("../shared/contract/openapi.yaml");

    private final HandlerInvoker handler = new HandlerInvoker(OwnerFixture.handler(DynamoDbFixture.accountQueries()));

    @Test
    void the_contract_is_served_without_a_token() throws IOException {
        var response = read("GET /v1/openapi.yaml", "");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("content-type", "application/yaml; charset=utf-8");
        assertThat(response.body().asText()).isEqualTo(Files.readString(CONTRACT));
    }

    @ParameterizedTest
    @EnumSource
    void the_type_of_every_problem_opens_its_page(ProblemType type) {
        var response = read("GET /v1/problems/{code}", type.code());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(response.body().asText())
                .startsWith("# ")
                .contains("| type | `" + type.path() + "` |", "| status | `" + type.status() + "` |");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README", "none", "..", "../openapi", "not-found.md"})
    void other_pages_do_not_exist(String code) {
        assertThat(read("GET /v1/problems/{code}", code).status()).isEqualTo(404);
    }

    /// Red when the contract is written in a way that is not understood here.
    @Test
    void the_methods_of_every_url_are_those_of_the_contract() throws IOException {
        var paths = new YAMLMapper().readTree(CONTRACT.toFile()).path("paths");

        assertThat(paths).hasSizeGreaterThan(20);
        for (var path : paths.properties()) {
            assertThat(ApiReference.methodsOf(path.getKey().replaceAll("\\{[^}]+}", "x")))
                    .as(path.getKey())
                    .isEqualTo(methods(path.getValue()));
        }
    }

    private static List<String> methods(JsonNode path) {
        return path.properties().stream()
                .map(method -> method.getKey().toUpperCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits                        | 405 | GET, PUT
            billing_profile               | 405 | GET, PUT
            top_ups/pay_1                 | 405 | GET
            authorizations/aut_1/capture  | 405 | POST
            authorizations//capture       | 404 | ''
            limits/                       | 404 | ''
            nothing                       | 404 | ''
            """)
    void a_method_that_a_url_does_not_have_is_told_the_others(String path, int status, String allowed) {
        var event = handler.invoke(TestRequest.of("ANY /v1/{path+}", "", NOON)
                .toEvent()
                .toText()
                .replace("\"pathParameters\":{\"path+\":\"\"}", "\"pathParameters\":{\"path\":\"" + path + "\"}"));

        assertThat(event.path("statusCode").asInt()).isEqualTo(status);
        assertThat(event.at("/headers/allow").asText()).isEqualTo(allowed);
        assertThat(event.path("body").asText()).contains(status == 405 ? "method-not-allowed" : "not-found");
    }

    private HandlerResponse read(String route, String path) {
        return handler.callRoute(TestRequest.of(route, path, NOON).withClaims(Map.of()));
    }
}
