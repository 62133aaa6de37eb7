package credits.http;

import static credits.http.ApiRequestBuilder.put;
import static credits.http.ApiRequestBuilder.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.json.Json;
import credits.retry.ServiceUnavailableException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {
    private static final String CANARY = "canary-7f3a";

    @Test
    void a_response_is_JSON_that_must_not_be_cached() {
        var response = TestResponse.handle(
                request(),
                _ -> ApiResponse.json(200, Json.object().put("used", "0.00").build())
                        .withHeader("etag", "\"7\""));

        assertThat(response.event()).isEqualTo("""
                        {"statusCode":200,"headers":{"content-type":"application/json","cache-control":"no-store",\
                        "x-content-type-options":"nosniff","strict-transport-security":"max-age=63072000; \
                        includeSubDomains","etag":"\\"7\\""},"body":"{\\"used\\":\\"0.00\\"}",\
                        "isBase64Encoded":false}""");
        assertThat(response.log())
                .isEqualTo("{\"request_id\":\"req-1\",\"route\":\"PUT /v1/limits\",\"status\":200,\"version\":12}");
    }

    @Test
    void a_problem_has_its_type_its_code_and_the_request_id() {
        var response = TestResponse.handle(request(), _ -> {
            throw new ProblemException(Problem.permissionRequired(ApiPermission.LIMITS_WRITE));
        });

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.header("content-type")).isEqualTo("application/problem+json");
        assertThat(response.header("cache-control")).isEqualTo("no-store");
        assertThat(response.body())
                .startsWith("{\"type\":\"/v1/problems/permission-required\",\"title\":\"Permission required\","
                        + "\"status\":403,")
                .endsWith("\"code\":\"permission-required\",\"instance\":\"req-1\",\"permission\":\"limits:write\"}");
        assertThat(response.log()).endsWith("\"code\":\"permission-required\",\"status\":403,\"version\":12}");
    }

    @Test
    void a_malformed_body_is_answered_with_400() {
        var response = TestResponse.handle(
                put("{\"a\":"), request -> ApiResponse.json(200, (Json.JsonObject) request.jsonBody()));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("\"errors\":[{\"pointer\":\"\",\"detail\":\"not JSON at line 1, column");
    }

    @Test
    void an_unavailable_store_is_answered_with_503_and_retry_after() {
        var response = TestResponse.handle(request(), _ -> {
            throw new ServiceUnavailableException("the chain did not answer");
        });

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("retry-after")).isEqualTo("1");
        assertThat(response.body()).doesNotContain("chain");
        assertThat(response.log()).contains("the chain did not answer");
    }

    @Test
    void an_internal_error_is_logged_with_its_place_and_hidden_from_the_caller() {
        var response = TestResponse.handle(request(), _ -> {
            throw new IllegalArgumentException(CANARY, new IllegalStateException("two heads"));
        });

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body())
                .doesNotContain(CANARY)
                .doesNotContain("Exception")
                .doesNotContain("credits.");
        assertThat(response.log())
                .contains("java.lang.IllegalArgumentException\"")
                .contains("IllegalStateException: two heads")
                .contains("credits.http.HttpEndpointTest")
                .doesNotContain(CANARY);
    }

    @Test
    void a_long_message_is_truncated_in_the_log() {
        var response = TestResponse.handle(request(), _ -> {
            throw new IllegalStateException("x".repeat(10_000));
        });

        assertThat(response.log()).contains("x".repeat(300)).doesNotContain("x".repeat(301));
    }

    @Test
    void neither_body_nor_token_nor_query_reaches_the_log() {
        var request = put("{\"" + CANARY + "\":\"" + CANARY + "\"}")
                .header("authorization", "Bearer " + CANARY)
                .query("search", CANARY)
                .claim("email", CANARY);

        var response = TestResponse.handle(request, read -> ApiResponse.json(200, (Json.JsonObject) read.jsonBody()));

        assertThat(response.log()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n{\"status\":200}",
                "\r\n",
                "\u001b[31m",
                "\u2028",
                "\"}",
                "\\",
                "\ud800",
                "${jndi:ldap://x}",
                "\u202e"
            })
    void a_log_line_is_one_line_of_ASCII_JSON_whatever_the_route(String route) {
        var response = TestResponse.handle(request().route(route), _ -> {
            throw new IllegalStateException(route);
        });

        assertThat(response.log()).matches("[ -~]+");
        assertThat(Json.parseEvent(new ByteArrayInputStream(response.log().getBytes(UTF_8))))
                .isInstanceOfSatisfying(
                        Json.JsonObject.class,
                        line -> assertThat(line.members().keySet())
                                .containsExactly("request_id", "route", "fault", "code", "status", "version"));
    }

    @ParameterizedTest
    @EnumSource
    void a_problem_type_has_a_code_that_is_valid_in_a_URI(Problem.ProblemType type) {
        assertThat(type.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(type.path()).isEqualTo("/v1/problems/" + type.code());
        assertThat(type.status()).isBetween(400, 599);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            api.example.com      | https | https://api.example.com
            api.example.com      |       | https://api.example.com
            localhost:8080       | http  | http://localhost:8080
            a.example/b          | https | ''
            """)
    void a_problem_type_is_a_page_of_the_host_that_was_called(String host, @Nullable String scheme, String origin) {
        var request = request().header("host", host).header("x-forwarded-proto", scheme == null ? "" : scheme);

        var response = TestResponse.handle(request, _ -> {
            throw new ProblemException(Problem.notFound());
        });

        assertThat(response.body()).startsWith("{\"type\":\"" + origin + "/v1/problems/not-found\"");
    }

    @Test
    void a_problem_type_is_a_page_of_the_stage_s_own_host_if_it_names_one() {
        var called = request().header("host", "cdn.example.com").toRequest();

        var response = ApiResponse.problem(
                Problem.notFound(), called.withProblemOrigin(Optional.of("https://api.example.com")));

        assertThat(response.body()).startsWith("{\"type\":\"https://api.example.com/v1/problems/not-found\"");
    }

    @Test
    void unauthorized_names_the_expected_scheme() {
        var response = ApiResponse.problem(Problem.unauthorized(), request().toRequest());

        assertThat(response.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(List.of(ApiResponse.problem(Problem.rateLimited(3), request().toRequest())
                        .headers()
                        .get("retry-after")))
                .containsExactly("3");
    }
}
