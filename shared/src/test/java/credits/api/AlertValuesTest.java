package credits.api;

import static credits.http.ApiRequestBuilder.put;
import static credits.http.ApiRequestTest.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.json.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Up to five amounts of a [LimitsRequest], fixed or as a percentage of the limit, at which people are notified.
class AlertValuesTest {
    @Test
    void values_are_kept_in_the_order_of_their_amounts() {
        var request = parse("[\"90%\", \"120.00\", \"5\", \"100%\", \"50%\"]", "\"150\"", "true");

        assertThat(request.alerts().values())
                .map(Object::toString)
                .containsExactly("5.00", "50%", "120.00", "90%", "100%");
        assertThat(request.alerts().isForecastIncluded()).isTrue();
    }

    @Test
    void no_values_and_no_forecast_are_no_alerts() {
        assertThat(parse("[]", "null", "null").alerts().values()).isEmpty();
        assertThat(parse("[]", "null", "null").alerts().isForecastIncluded()).isFalse();
        assertThat(parse("[\"1\"]", "null", "false").alerts().isForecastIncluded())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["-1"]                          | "150" | /alert_values/0 | must not be negative
            ["1", "2.345"]                  | "150" | /alert_values/1 | must have at most two decimals
            ["1", "150.01"]                 | "150" | /alert_values/1 | must be lower than or equal to the allowed limit
            ["0%"]                          | "150" | /alert_values/0 | must be a whole percentage from 1% to 100%
            ["101%"]                        | "150" | /alert_values/0 | must be a whole percentage from 1% to 100%
            ["12.5%"]                       | "150" | /alert_values/0 | must be a whole percentage from 1% to 100%
            ["80%"]                         | null  | /alert_values/0 | is a percentage of no allowed limit
            ["75", "50%"]                   | "150" | /alert_values/1 | is the amount of another value
            ["1", "2", "3", "4", "5", "6%"] | "150" | /alert_values   | must have at most 5 values
            """)
    void a_value_that_cannot_be_one_is_named_with_the_rule(String values, String limit, String pointer, String rule) {
        var problem = problemOf(() -> parse(values, limit, "false"));

        assertThat(problem.type().status()).isEqualTo(422);
        assertThat(problem.extensions().toText())
                .isEqualTo("{\"errors\":[{\"pointer\":\"%s\",\"detail\":\"%s\"}]}".formatted(pointer, rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["1", "much"] | "false" | /alert_values/1
            ["1", 2]      | false   | /alert_values/1
            ["1E9"]       | false   | /alert_values/0
            "80%"         | false   | /alert_values
            ["80%"]       | 1       | /forecast_alert
            """)
    void what_is_no_value_at_all_is_malformed(String values, String forecast, String pointer) {
        assertThatThrownBy(() -> parse(values, "\"150\"", forecast))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.fieldError().pointer()).isEqualTo(pointer));
    }

    @Test
    void values_are_not_given_beside_a_threshold() {
        assertThatThrownBy(() -> LimitsRequest.parse(put("""
                {"alert_recipients":[],"alert_values":["1"],"alert_threshold":"2","allowed_limit":null}""").toRequest()))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.fieldError().pointer()).isEqualTo("/alert_threshold"));
    }

    private static LimitsRequest parse(String values, String limit, String forecast) {
        return LimitsRequest.parse(put("""
                {"alert_recipients":[],"alert_values":%s,"allowed_limit":%s,"forecast_alert":%s}""".formatted(values, limit, forecast)).toRequest());
    }
}
