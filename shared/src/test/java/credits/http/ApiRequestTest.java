package credits.wire;

import static credits.wire.Requests.put;
import static credits.wire.Requests.request;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
    @Test
    void a_request_is_read_with_its_headers_in_lower_case() {
        var request = put("{}").query("limit", "20").claim("sub", "usr_1").read();

        assertThat(request.routeKey()).isEqualTo("PUT /v1/limits");
        assertThat(request.path("month")).isEqualTo("2026-11");
        assertThat(request.query("limit")).contains("20");
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.id()).isEqualTo("req-1");
        assertThat(request.at()).isEqualTo(Instant.parse("2026-11-22T12:00:03.041Z"));
        assertThat(request.claims()).containsEntry("sub", "usr_1");
    }

    @Test
    void a_request_without_query_body_and_authorizer_is_read() {
        var event = """
                {"routeKey": "GET /v1/limits", "headers": null, "isBase64Encoded": false,
                 "requestContext": {"requestId": "req-1", "timeEpoch": 1}}""";

        var request = HttpRequest.read(new ByteArrayInputStream(event.getBytes(UTF_8)));

        assertThat(request.claims()).isEmpty();
        assertThat(request.queryParameters()).isEmpty();
        assertThat(request.body().text()).isEmpty();
    }

    @Test
    void a_claim_that_is_no_text_is_left_out() {
        var event = request().claim("roles", "owner").text().replace("\"owner\"", "[\"owner\"]");

        var request = HttpRequest.read(new ByteArrayInputStream(event.getBytes(UTF_8)));

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
    void an_event_of_another_form_is_a_broken_promise(String event) {
        var input = new ByteArrayInputStream(event.getBytes(UTF_8));

        assertThatThrownBy(() -> HttpRequest.read(input)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8"
            })
    void a_body_that_says_it_is_JSON_is_read(String contentType) {
        var request =
                request().header("content-type", contentType).body("{\"a\":1}").read();

        assertThat(request.json().text()).isEqualTo("{\"a\":1}");
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
    void a_body_that_says_it_is_something_else_is_refused(String contentType) {
        var request = request().header("content-type", contentType).body("{}").read();

        assertThat(problem(request::json).kind()).isEqualTo(Problem.Kind.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_body_without_content_type_is_refused() {
        var request = request().body("{}").read();

        assertThat(problem(request::json).kind()).isEqualTo(Problem.Kind.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void a_body_of_16_KB_is_read_and_one_byte_more_is_too_large() {
        var fits = put(" ".repeat(16 * 1024 - 2) + "{}").read();
        var tooLarge = put(" ".repeat(16 * 1024 - 1) + "{}").read();

        assertThat(fits.json()).isEqualTo(Json.object().end());
        assertThat(problem(tooLarge::json).kind()).isEqualTo(Problem.Kind.PAYLOAD_TOO_LARGE);
    }

    @Test
    void an_encoded_body_is_decoded_within_the_same_bounds() {
        var fits = put(base64("{\"a\":\"é\"}".getBytes(UTF_8))).base64().read();
        var tooLarge = put(base64(new byte[100_000])).base64().read();

        assertThat(fits.json().text()).isEqualTo("{\"a\":\"\\u00E9\"}");
        assertThat(problem(tooLarge::json).kind()).isEqualTo(Problem.Kind.PAYLOAD_TOO_LARGE);
    }

    @Test
    void an_encoded_body_that_is_not_UTF_8_is_refused() {
        var latin = put(base64("{\"a\":\"é\"}".getBytes(ISO_8859_1))).base64().read();
        var wide = put(base64("{}".getBytes(UTF_16))).base64().read();
        var notEncoded = put("{}").base64().read();

        assertThat(problem(latin::json).kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
        assertThat(problem(wide::json).kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
        assertThat(problem(notEncoded::json).kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "NaN", "\uFEFF{}"})
    void a_body_that_is_not_JSON_is_malformed(String body) {
        var request = put(body).read();

        assertThatThrownBy(request::json).isInstanceOf(Malformed.class);
    }

    @Test
    void a_count_has_a_usual_value_and_bounds() {
        assertThat(request().read().count("limit", 50, 100)).isEqualTo(50);
        assertThat(request().query("limit", "100").read().count("limit", 50, 100))
                .isEqualTo(100);
        assertThat(request().query("limit", "1").read().count("limit", 50, 100)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "1.0", "1e1", "10,20", "1000000000", "99999999999999999999", "١"})
    void a_count_outside_its_bounds_is_refused(String limit) {
        var request = request().query("limit", limit).read();

        assertThat(problem(() -> request.count("limit", 50, 100)).kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
    }

    @Test
    void a_query_that_a_route_does_not_know_is_refused() {
        var request =
                request().query("limit", "1").query("organisation", "globex").read();

        var problem = problem(() -> request.refuseQueryBeside(Set.of("limit", "cursor")));

        assertThat(problem.members().text()).contains("/query/organisation");
    }

    static Problem problem(ThrowingCallable refused) {
        return catchThrowableOfType(Rejected.class, refused).problem();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
