package credits.api;

import static credits.http.ApiRequestBuilder.put;
import static credits.http.ApiRequestTest.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.UsageAlerts;
import credits.money.Eur;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The second, lower amount of a [LimitsRequest] at which people are notified.
class EarlyAlertThresholdTest {
    @Test
    void an_early_alert_threshold_is_optional_and_may_be_null() {
        assertThat(early("\"60.5\"", "\"80\"").alerts()).isEqualTo(UsageAlerts.at(Eur.of("60.5"), Eur.of("80")));
        assertThat(early("\"0\"", "\"80\"").alerts()).isEqualTo(UsageAlerts.at(Eur.ZERO, Eur.of("80")));
        assertThat(early("null", "\"80\"").alerts()).isEqualTo(UsageAlerts.at(Eur.of("80")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "80"     | "80"   | must be lower than the alert threshold
            "80.01"  | "80"   | must be lower than the alert threshold
            "80"     | null   | must be lower than the alert threshold
            "-1"     | "80"   | must not be negative
            "79.999" | "80"   | must have at most two decimals
            """)
    void an_early_alert_threshold_is_below_the_alert_threshold(String early, String alert, String rule) {
        var problem = problemOf(() -> early(early, alert));

        assertThat(problem.extensions().toText())
                .isEqualTo("{\"errors\":[{\"pointer\":\"/early_alert_threshold\",\"detail\":\"%s\"}]}".formatted(rule));
    }

    private static LimitsRequest early(String early, String alert) {
        return LimitsRequest.parse(put("""
                {"alert_recipients":[],"early_alert_threshold":%s,"alert_threshold":%s,"allowed_limit":null}""".formatted(early, alert)).toRequest());
    }
}
