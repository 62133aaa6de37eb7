package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The alarm of a source that the setting `usageProducers` names.
class SourceAlarmsTest {
    private static final SynthesizedTemplates TEMPLATES = OptionalSettingsTest.TEMPLATES;

    /// Red when the filter counts reports instead of their cost or reads one of the two functions only, or the alarm
    /// looks at a fixed amount.
    @Test
    void a_sudden_rise_of_a_named_source_raises_an_alarm() {
        var filters = TEMPLATES.all("AWS::Logs::MetricFilter").stream()
                .filter(filter -> filter.property("FilterPattern").toString().contains("/features/translation"))
                .toList();
        var alarm = TEMPLATES.resourceNamed("Sourcesfeaturestranslation");

        assertThat(filters)
                .extracting(filter -> TEMPLATES.resolve(filter.property("LogGroupName")))
                .containsExactlyInAnyOrder("DebitLogs", "AuthorizationLogs");
        assertThat(filters).allSatisfy(filter -> {
            assertThat(filter.property("FilterPattern").textValue())
                    .isEqualTo("{ $.source = \"/features/translation\" }");
            assertThat(filter.property("MetricTransformations").get(0).path("MetricValue"))
                    .hasToString("\"$.used_micros\"");
            assertThat(alarm.property("Metrics").findValuesAsText("MetricName"))
                    .containsExactly(filter.property("MetricTransformations")
                            .get(0)
                            .path("MetricName")
                            .textValue());
        });
        assertThat(alarm.property("Metrics").findValuesAsText("Expression"))
                .singleElement()
                .asString()
                .startsWith("ANOMALY_DETECTION_BAND(");
        assertThat(alarm.property("ComparisonOperator").textValue()).isEqualTo("GreaterThanUpperThreshold");
        assertThat(alarm.property("TreatMissingData").textValue()).isEqualTo("notBreaching");
        assertThat(alarm.property("AlarmDescription").textValue()).endsWith(" docs/runbooks/source-rises.md");
        assertThat(alarm.property("AlarmActions")).hasSize(1);
    }
}
