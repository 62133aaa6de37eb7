package credits.http;

import static credits.http.ApiRequestBuilder.put;
import static credits.http.ApiRequestBuilder.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import credits.json.InvalidInputException;
import credits.json.Json;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ApiRequestTest {
    @Test
    void a_request_is_read_with_its_headers_in_lower_case() {
        var request = put("{}").query("limit", "20").claim("sub", "usr_1").toRequest();

        assertThat(request.routeKey()).isEqualTo("PUT /v1/limits");
        assertThat(request.pathParameter("month")).isEqualTo("2026-11");
        assertThat(request.queryParameter("limit")).contains("20");
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.requestId()).isEqualTo("req-1");
        assertThat(request.receivedAt()).isEqualTo(Instant.parse("2026-11-22T12:00:03.041Z"));
        assertThat(request.claims()).containsEntry("sub", "usr_1");
    }

    @Test
    void a_request_without_query_body_and_authorizer_is_read() {
        var event = """
                {"routeKey": "GET /v1/limits", "headers": null, "isBase64Encoded": false,
                 "requestContext": {"requestId": "req-1", "timeEpoch": 1}}""";

        var request = ApiRequest.fromEvent(new ByteArrayInputStream(event.getBytes(UTF_8)));

        assertThat(request.claims()).isEmpty();
        assertThat(request.queryParameters()).isEmpty();
        assertThat(request.body().text()).isEmpty();
    }

    @Test
    void a_claim_that_is_not_a_string_is_ignored() {
        var event = request().claim("roles", "owner").toText().replace("\"owner\"", "[\"owner\"]");

        var request = ApiRequest.fromEvent(new ByteArrayInputStream(event.getBytes(UTF_8)));

        assertThat(request.claims()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"routeKey\":\"x\",\"requestContext\":{\"requestId\":\"a\",\"timeEpoch\":\"1\"}}"
            })
    void an_event_of_another_form_is_an_illegal_state(String event) {
        var input = new ByteArrayInputStream(event.getBytes(UTF_8));

        assertThatThrownBy(() -> ApiRequest.fromEvent(input)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8"
            })
    void a_body_declared_as_JSON_is_parsed(String contentType) {
        var request =
                request().header("content-type", contentType).body("{\"a\":1}").toRequest();

        assertThat(request.jsonBody().toText()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "application/json; charset=utf-16",
                "application/json, text/plain"
            })
    void a_body_declared_as_something_else_is_rejected(String contentType) {
        var request = request().header("content-type", contentType).body("{}").toRequest();

        assertThat(problemOf(request::jsonBody).type()).isEqualTo(Problem.ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_body_without_content_type_is_rejected() {
        var request = request().body("{}").toRequest();

        assertThat(problemOf(request::jsonBody).type()).isEqualTo(Problem.ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_body_of_16_KB_is_accepted_and_one_byte_more_is_too_large() {
        var fits = put(" ".repeat(16 * 1024 - 2) + "{}").toRequest();
        var tooLarge = put(" ".repeat(16 * 1024 - 1) + "{}").toRequest();

        assertThat(fits.jsonBody()).isEqualTo(Json.object().build());
        assertThat(problemOf(tooLarge::jsonBody).type()).isEqualTo(Problem.ProblemType.PAYLOAD_TOO_LARGE);
    }

    @Test
    void an_encoded_body_is_decoded_within_the_same_bounds() {
        var fits = put(base64("{\"a\":\"é\"}".getBytes(UTF_8))).base64().toRequest();
        var tooLarge = put(base64(new byte[100_000])).base64().toRequest();

        assertThat(fits.jsonBody().toText()).isEqualTo("{\"a\":\"\\u00E9\"}");
        assertThat(problemOf(tooLarge::jsonBody).type()).isEqualTo(Problem.ProblemType.PAYLOAD_TOO_LARGE);
    }

    @Test
    void an_encoded_body_that_is_not_UTF_8_is_rejected() {
        var latin = put(base64("{\"a\":\"é\"}".getBytes(ISO_8859_1))).base64().toRequest();
        var wide = put(base64("{}".getBytes(UTF_16))).base64().toRequest();
        var notEncoded = put("{}").base64().toRequest();

        assertThat(problemOf(latin::jsonBody).type()).isEqualTo(Problem.ProblemType.INVALID_REQUEST);
        assertThat(problemOf(wide::jsonBody).type()).isEqualTo(Problem.ProblemType.INVALID_REQUEST);
        assertThat(problemOf(notEncoded::jsonBody).type()).isEqualTo(Problem.ProblemType.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "NaN", "\uFEFF{}"})
    void a_body_that_is_not_JSON_is_malformed(String body) {
        var request = put(body).toRequest();

        assertThatThrownBy(request::jsonBody).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_count_has_a_default_and_bounds() {
        assertThat(request().toRequest().countParameter("limit", 50, 100)).isEqualTo(50);
        assertThat(request().query("limit", "100").toRequest().countParameter("limit", 50, 100))
                .isEqualTo(100);
        assertThat(request().query("limit", "1").toRequest().countParameter("limit", 50, 100))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "1.0", "1e1", "10,20", "1000000000", "99999999999999999999", "١"})
    void a_count_outside_its_bounds_is_rejected(String limit) {
        var request = request().query("limit", limit).toRequest();

        assertThat(problemOf(() -> request.countParameter("limit", 50, 100)).type())
                .isEqualTo(Problem.ProblemType.INVALID_REQUEST);
    }

    @Test
    void an_unknown_query_parameter_is_rejected() {
        var request =
                request().query("limit", "1").query("organisation", "globex").toRequest();

        var problem = problemOf(() -> request.requireQueryParametersIn(Set.of("limit", "cursor")));

        assertThat(problem.extensions().toText()).contains("/query/organisation");
    }

    public static Problem problemOf(ThrowingCallable refused) {
        return catchThrowableOfType(ProblemException.class, refused).problem();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
