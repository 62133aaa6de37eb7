package credits.wire;

import static credits.wire.Requests.put;
import static credits.wire.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credits.ledger.Unavailable;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private static final String CANARY = "canary-7f3a";

    @Test
    void an_answer_is_JSON_that_nobody_may_keep() {
        var answered = Answered.to(
                request(),
                _ -> HttpResponse.json(200, Json.object().put("used", "0.00").end())
                        .with("etag", "\"7\""));

        assertThat(answered.event()).isEqualTo("""
                        {"statusCode":200,"headers":{"content-type":"application/json","cache-control":"no-store",\
                        "x-content-type-options":"nosniff","etag":"\\"7\\""},"body":"{\\"used\\":\\"0.00\\"}",\
                        "isBase64Encoded":false}""");
        assertThat(answered.log()).isEqualTo("{\"request_id\":\"req-1\",\"route\":\"PUT /v1/limits\",\"status\":200}");
    }

    @Test
    void a_problem_carries_its_type_its_code_and_the_request_it_belongs_to() {
        var answered = Answered.to(request(), _ -> {
            throw new Rejected(Problem.permissionRequired(Permission.LIMITS_WRITE));
        });

        assertThat(answered.status()).isEqualTo(403);
        assertThat(answered.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answered.header("cache-control")).isEqualTo("no-store");
        assertThat(answered.body())
                .startsWith(
                        "{\"type\":\"urn:credits:problems:permission-required\",\"title\":\"Permission required\","
                                + "\"status\":403,")
                .endsWith("\"code\":\"permission-required\",\"instance\":\"req-1\",\"permission\":\"limits:write\"}");
        assertThat(answered.log()).endsWith("\"code\":\"permission-required\",\"status\":403}");
    }

    @Test
    void a_malformed_body_is_the_callers_mistake() {
        var answered = Answered.to(put("{\"a\":"), request -> HttpResponse.json(200, (Json.Members) request.json()));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.body()).contains("\"errors\":[{\"pointer\":\"\",\"detail\":\"not JSON at line 1, column");
    }

    @Test
    void a_store_that_does_not_answer_is_worth_another_try() {
        var answered = Answered.to(request(), _ -> {
            throw new Unavailable("the chain did not answer");
        });

        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.header("retry-after")).isEqualTo("1");
        assertThat(answered.body()).doesNotContain("chain");
        assertThat(answered.log()).contains("the chain did not answer");
    }

    @Test
    void a_fault_of_ours_shows_its_place_in_the_log_and_nothing_to_the_caller() {
        var answered = Answered.to(request(), _ -> {
            throw new IllegalArgumentException(CANARY, new IllegalStateException("two heads"));
        });

        assertThat(answered.status()).isEqualTo(500);
        assertThat(answered.body())
                .doesNotContain(CANARY)
                .doesNotContain("Exception")
                .doesNotContain("credits.");
        assertThat(answered.log())
                .contains("java.lang.IllegalArgumentException\"")
                .contains("IllegalStateException: two heads")
                .contains("credits.wire.ExchangeTest")
                .doesNotContain(CANARY);
    }

    @Test
    void a_long_message_is_cut_in_the_log() {
        var answered = Answered.to(request(), _ -> {
            throw new IllegalStateException("x".repeat(10_000));
        });

        assertThat(answered.log()).contains("x".repeat(300)).doesNotContain("x".repeat(301));
    }

    @Test
    void neither_body_nor_token_nor_query_reaches_the_log() {
        var request = put("{\"" + CANARY + "\":\"" + CANARY + "\"}")
                .header("authorization", "Bearer " + CANARY)
                .query("search", CANARY)
                .claim("email", CANARY);

        var answered = Answered.to(request, read -> HttpResponse.json(200, (Json.Members) read.json()));

        assertThat(answered.log()).doesNotContain(CANARY);
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
        var answered = Answered.to(request().route(route), _ -> {
            throw new IllegalStateException(route);
        });

        assertThat(answered.log()).matches("[ -~]+");
        assertThat(Json.event(new ByteArrayInputStream(answered.log().getBytes(UTF_8))))
                .isInstanceOfSatisfying(
                        Json.Members.class,
                        line -> assertThat(line.values().keySet())
                                .containsExactly("request_id", "route", "fault", "code", "status"));
    }

    @ParameterizedTest
    @EnumSource
    void a_kind_of_problem_has_a_code_that_can_stand_in_an_address(Problem.Kind kind) {
        assertThat(kind.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(kind.type()).isEqualTo("urn:credits:problems:" + kind.code());
        assertThat(kind.status()).isBetween(400, 599);
    }

    @Test
    void unauthorized_says_which_scheme_is_expected() {
        var response = HttpResponse.problem(Problem.unauthorized(), "req-1");

        assertThat(response.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(List.of(HttpResponse.problem(Problem.rateLimited(3), "req-1")
                        .headers()
                        .get("retry-after")))
                .containsExactly("3");
    }
}
