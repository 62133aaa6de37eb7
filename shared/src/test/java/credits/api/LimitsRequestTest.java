package credits.api;

import static credits.http.ApiRequestBuilder.put;
import static credits.http.ApiRequestBuilder.request;
import static credits.http.ApiRequestTest.problemOf;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.account.UsageAlerts;
import credits.http.IfMatchHeader;
import credits.http.Problem;
import credits.json.InvalidInputException;
import credits.money.Eur;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsRequestTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "80.00" | "150.00"         | 80.00 | 150.00
            "150"   | "150.00"         | 150   | 150
            "0"     | "0"              | 0     | 0
            null    | "0.5"            |       | 0.5
            "80"    | null             | 80    |
            null    | null             |       |
            null    | "999999999.99"   |       | 999999999.99
            """)
    void limits_are_parsed_to_the_cent(String alert, String limit, String expectedAlert, String expectedLimit) {
        var body = LimitsRequest.parse(put(json(alert, limit)).toRequest());

        assertThat(body)
                .isEqualTo(new LimitsRequest(UsageAlerts.at(amount(expectedAlert)), amount(expectedLimit), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "80"     | "79.99"       | /alert_threshold must be lower than or equal to the allowed limit
            "-1"     | null          | /alert_threshold must not be negative
            null     | "-0"          | /allowed_limit must not be negative
            null     | "-1.005"      | /allowed_limit must not be negative
            null     | "0.001"       | /allowed_limit must have at most two decimals
            null     | "150.000"     | /allowed_limit must have at most two decimals
            "1000000000" | null      | /alert_threshold must be below EUR 1,000,000,000
            null     | "9999999999999999999999999999999999999999" | /allowed_limit must be below EUR 1,000,000,000
            """)
    void an_amount_that_cannot_be_a_limit_is_rejected_with_its_pointer(String alert, String limit, String error) {
        var request = put(json(alert, limit)).toRequest();

        var problem = problemOf(() -> LimitsRequest.parse(request));

        assertThat(problem.type()).isEqualTo(Problem.ProblemType.INVALID_LIMITS);
        assertThat(problem.extensions().toText())
                .isEqualTo("{\"errors\":[{\"pointer\":\"%s\",\"detail\":\"%s\"}]}"
                        .formatted((Object[]) error.split(" ", 2)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            []                                          | 0
            null                                        | 0
            ["giulia@acme.example"]                     | 1
            ["a@b.co", "o'hara+x@mail-1.acme.example"]  | 2
            """)
    void recipients_keep_their_order(String recipients, int count) {
        var body = LimitsRequest.parse(put(withRecipients(recipients)).toRequest());

        assertThat(body.alertRecipients()).hasSize(count);
        assertThat(recipients.replace(" ", "").replace("null", "[]"))
                .isEqualTo(body.alertRecipients().stream()
                        .map(address -> "\"" + address + "\"")
                        .collect(joining(",", "[", "]")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ["giulia"]                              | /alert_recipients/0 must be an e-mail address
            ["a@b.co", "giulia@acme"]               | /alert_recipients/1 must be an e-mail address
            ["a b@acme.example"]                    | /alert_recipients/0 must be an e-mail address
            ["a@acme..example"]                     | /alert_recipients/0 must be an e-mail address
            ["a@-acme.example"]                     | /alert_recipients/0 must be an e-mail address
            ["a@acme.example, b@acme.example"]      | /alert_recipients/0 must be an e-mail address
            ["Giulia <a@acme.example>"]             | /alert_recipients/0 must be an e-mail address
            [""]                                    | /alert_recipients/0 must be an e-mail address
            ["a@acme.example", "A@Acme.example"]    | /alert_recipients/1 is listed twice
            """)
    void an_invalid_recipient_is_rejected_with_its_pointer(String recipients, String error) {
        var request = put(withRecipients(recipients)).toRequest();

        var problem = problemOf(() -> LimitsRequest.parse(request));
        assertThat(problem.type()).isEqualTo(Problem.ProblemType.INVALID_LIMITS);
        assertThat(problem.extensions().toText())
                .contains("{\"pointer\":\"%s\",\"detail\":\"%s".formatted((Object[]) error.split(" ", 2)));
    }

    @Test
    void recipients_are_bounded_in_number_and_length() {
        assertThat(LimitsRequest.parse(put(withRecipients(addresses(20))).toRequest())
                        .alertRecipients())
                .hasSize(20);
        assertThat(problemOf(() -> LimitsRequest.parse(
                                put(withRecipients(addresses(21))).toRequest()))
                        .extensions()
                        .toText())
                .contains("must have at most 20 addresses");

        var longest = "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);
        assertThat(LimitsRequest.parse(
                                put(withRecipients("[\"" + longest + "\"]")).toRequest())
                        .alertRecipients())
                .hasSize(1);
        assertThat(problemOf(() -> LimitsRequest.parse(
                                put(withRecipients("[\"" + longest + "d\"]")).toRequest()))
                        .type())
                .isEqualTo(Problem.ProblemType.INVALID_LIMITS);
    }

    private static String addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj("\"usr_%d@acme.example\""::formatted)
                .collect(joining(",", "[", "]"));
    }

    private static String withRecipients(String recipients) {
        return "{\"alert_threshold\":null,\"allowed_limit\":null,\"alert_recipients\":%s}".formatted(recipients);
    }

    @Test
    void errors_of_both_limits_are_reported() {
        var request = put(json("\"-1\"", "\"0.001\"")).toRequest();

        assertThat(problemOf(() -> LimitsRequest.parse(request)).extensions().toText())
                .contains("/alert_threshold")
                .contains("/allowed_limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "8E1",
                "\"8E1\"",
                "\"1E+200000000\"",
                "\"NaN\"",
                "\"80,00\"",
                "\"1.000,00\"",
                "\"+80\"",
                "\" 80\"",
                "\"\"",
                "\".5\"",
                "\"５\"",
                "true",
                "[]",
                "{}",
                "\"€80\"",
                "\"11111111111111111111111111111111111111111\""
            })
    void a_text_that_is_not_an_amount_is_malformed(String alert) {
        var request = put(json(alert, "null")).toRequest();

        assertThatThrownBy(() -> LimitsRequest.parse(request)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"alert_recipients\":[],\"alert_threshold\":null}",
                "{\"allowed_limit\":null}",
                "{\"alert_threshold\":null,\"allowed_limit\":null}",
                "{\"alert_threshold\":null,\"allowed_limit\":null,\"alert_recipients\":\"a@b.co\"}",
                "{\"alert_threshold\":null,\"allowed_limit\":null,\"alert_recipients\":[7]}",
                "{\"alert_threshold\":null,\"allowed_limit\":null,\"alert_recipients\":[\"a@b.co\\nBcc:c@d.eu\"]}",
                "{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":null,\"organisation\":\"globex\"}",
                "{\"alert_recipients\":[],\"alert_threshold\":null,\"allowed_limit\":null,\"balance\":\"1\"}"
            })
    void all_fields_are_required_and_no_others_are_allowed(String body) {
        var request = put(body).toRequest();

        assertThatThrownBy(() -> LimitsRequest.parse(request)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "7"     | true
            "7-3"   | true
            *       | true
            "8"     | false
            W/"7"   | false
            "07"    | false
            "3-7"   | false
            "7-"    | false
            "-7"    | false
            ""      | false
            """)
    void a_change_is_accepted_for_the_version_in_force(String header, boolean accepted) {
        var request = request().header("If-Match", header).toRequest();

        assertThat(IfMatchHeader.from(request)
                        .expectedVersion(0)
                        .map(version -> version == 7)
                        .orElse(true))
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "\"7", "\"7\", \"8\"", "**", "w/\"7\"", "\"\u0007\""})
    void a_header_that_is_not_an_entity_tag_is_rejected(String header) {
        var request = request().header("If-Match", header).toRequest();

        assertThat(problemOf(() -> IfMatchHeader.from(request)).type()).isEqualTo(Problem.ProblemType.INVALID_REQUEST);
    }

    @Test
    void a_change_without_a_version_is_rejected() {
        var request = request().toRequest();

        assertThat(problemOf(() -> IfMatchHeader.from(request)).type())
                .isEqualTo(Problem.ProblemType.PRECONDITION_REQUIRED);
    }

    private static String json(String alert, String limit) {
        return "{\"alert_recipients\":[],\"alert_threshold\": %s, \"allowed_limit\": %s}".formatted(alert, limit);
    }

    private static Optional<Eur> amount(@Nullable String cell) {
        return Optional.ofNullable(cell).map(Eur::of);
    }
}
