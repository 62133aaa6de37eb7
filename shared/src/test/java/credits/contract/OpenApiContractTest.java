package credits.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract check must detect differences, or checks against it prove nothing.
class OpenApiContractTest {
    private static final OpenApiContract CONTRACT = OpenApiContract.load();
    private static final String LIMITS = """
            {"early_alert_threshold": null, "alert_threshold": "80.00", "allowed_limit": null, "alert_values": ["80.00"], "forecast_alert": false, "alert_recipients": ["g@acme.example"], "unconfirmed_recipients": [], "last_changed": {"at": "2026-11-03T08:30:00Z", "by": "usr_1"}}""";
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "cache-control", "no-store", "ETag", "\"7\"");

    @Test
    void a_response_that_matches_the_contract_passes() {
        assertThatCode(() -> check(200, HEADERS, LIMITS)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "80.00"                  | 80.00                      | a number for money
            "80.00"                  | "80"                       | money without cents
            "80.00"                  | "8E1"                      | an exponent
            null                     | {}                         | an object for a limit
            "allowed_limit": null,   |                            | a field missing
            "by": "usr_1"            | "by": "usr_1", "email": "" | a field too many
            2026-11-03T08:30:00Z     | 2026-11-31T08:30:00Z       | no day
            2026-11-03T08:30:00Z     | 2026-11-03T08:30:00+01:00  | not in UTC
            """)
    void a_body_that_differs_from_the_contract_is_detected(String from, @Nullable String to, String what) {
        var body = LIMITS.replace(from, to == null ? "" : to);

        assertThatThrownBy(() -> check(200, HEADERS, body)).as(what).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cache-control | private
            cache-control |
            ETag          | 7
            ETag          |
            Content-Type  | text/html
            Content-Type  |
            """)
    void a_header_that_differs_from_the_contract_is_detected(String name, @Nullable String value) {
        var headers = new HashMap<>(HEADERS);
        if (value == null) headers.remove(name);
        else headers.put(name, value);

        assertThatThrownBy(() -> check(200, headers, LIMITS)).isInstanceOf(AssertionError.class);
    }

    @Test
    void an_unknown_status_path_or_method_is_detected() {
        assertThatThrownBy(() -> check(201, HEADERS, LIMITS)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> CONTRACT.checkResponse("GET", "/v1/limit", 200, HEADERS, LIMITS))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> CONTRACT.checkResponse("DELETE", "/v1/limits", 200, HEADERS, LIMITS))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_request_that_differs_from_the_contract_is_detected() {
        assertThatCode(() -> CONTRACT.checkRequest(
                        "PUT",
                        "/v1/limits",
                        "{\"alert_threshold\":null,\"allowed_limit\":\"150\",\"alert_recipients\":[]}"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> CONTRACT.checkRequest("PUT", "/v1/limits", "{\"alert_threshold\":null}"))
                .isInstanceOf(AssertionError.class);
    }

    private static void check(int status, Map<String, String> headers, String body) {
        CONTRACT.checkResponse("GET", "/v1/limits", status, headers, body);
    }
}
