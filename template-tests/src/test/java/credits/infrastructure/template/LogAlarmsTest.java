package credits.infrastructure.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The log words of the functions and the metric filters that count them are the same.
class LogAlarmsTest {
    /// Silence is the failure. Red with `NOT_BREACHING`, or with fewer hours than between two nights.
    @ParameterizedTest
    @CsvSource({"SweepLate, 1", "ReconciliationLate, 26", "PaperLate, 26", "ProofLate, 26"})
    void a_scheduled_task_that_logs_nothing_for_too_long_raises_an_alarm(String name, int hours) {
        for (var stage : DeploymentStage.values()) {
            var alarm = stage.templates().resourceNamed("Logs" + name);

            assertThat(alarm.property("TreatMissingData").textValue()).isEqualTo("breaching");
            assertThat(alarm.property("EvaluationPeriods").intValue()
                            * alarm.property("Period").intValue())
                    .isEqualTo(hours * 3600);
        }
    }

    /// Red when a filter counts under another name or namespace than its alarm reads.
    @ParameterizedTest
    @EnumSource
    void every_counted_metric_has_an_alarm_or_a_widget(DeploymentStage stage) {
        var templates = stage.templates();
        var counted = templates.all("AWS::Logs::MetricFilter").stream()
                .map(filter -> filter.property("MetricTransformations").get(0))
                .map(counts -> counts.path("MetricNamespace").asText() + " "
                        + counts.path("MetricName").asText())
                .collect(toSet());
        var watched = templates.all("AWS::CloudWatch::Alarm").stream()
                .flatMap(alarm -> Stream.concat(
                        Stream.of(alarm.json().path("Properties")),
                        alarm.property("Metrics").findValues("Metric").stream()))
                .filter(metric -> metric.path("Namespace").asText().equals("Credits"))
                .map(metric -> "Credits " + metric.path("MetricName").asText())
                .collect(toSet());
        var shown = templates
                .resourceNamed("BoardUncovered")
                .property("MetricTransformations")
                .get(0);

        assertThat(watched).hasSizeGreaterThan(15);
        counted.remove("Credits " + shown.path("MetricName").asText());
        assertThat(counted).isEqualTo(watched);
    }

    /// Red when a function's failures are counted in the wrong form, or denied calls are not counted.
    @ParameterizedTest
    @EnumSource
    void the_failure_filter_of_a_function_matches_its_failure_mode(DeploymentStage stage) {
        var templates = stage.templates();
        var refused = "($.message = \"*model.DynamoDbException*\")";
        for (var function : templates.functions()) {
            var name = function.name().replace("Function", "");
            var filter = templates.all("AWS::Logs::MetricFilter").stream()
                    .filter(each -> each.name().equals("Deployments" + name + "Faults"))
                    .map(each -> each.property("FilterPattern").textValue())
                    .toList();

            assertThat(filter)
                    .as(name)
                    .isEqualTo(
                            switch (name) {
                                case "Announce", "Reconcile" -> List.of(); // they throw
                                case "Debit", "Invoice", "Notify" ->
                                    List.of("{ (($.message = \"*causes*\") && ($.message !="
                                            + " \"*credits.retry.ServiceUnavailableException*\")) || " + refused
                                            + " }");
                                default -> List.of("{ ($.message = \"*:500}\") || " + refused + " }");
                            });
        }
    }

    /// Red with another route or status.
    @Test
    void the_webhook_alarm_counts_server_errors_of_its_route() {
        assertThat(DeploymentStage.PROD
                        .templates()
                        .resourceNamed("HttpWebhookFailures")
                        .property("FilterPattern")
                        .textValue())
                .isEqualTo("{ ($.route = \"*webhook\") && ($.status = \"5*\") }");
        assertThat(DeploymentStage.PROD.templates().all("AWS::ApiGatewayV2::Route").stream()
                        .map(route -> route.property("RouteKey").textValue())
                        .filter(route -> route.endsWith("webhook")))
                .hasSize(1);
    }

    /// Red when nothing counts a word any more.
    @ParameterizedTest
    @EnumSource
    void every_log_word_is_counted(LogWord word) {
        assertThat(DeploymentStage.PROD.templates().all("AWS::Logs::MetricFilter"))
                .extracting(filter -> filter.property("FilterPattern").textValue())
                .anyMatch(pattern -> pattern.contains("*" + word.text() + "*"));
    }

    /// An alarm on words that no code logs never fires. Red when the function does not log the word.
    @ParameterizedTest
    @EnumSource
    void the_words_an_alarm_counts_occur_in_the_function_s_code(DeploymentStage stage) throws IOException {
        var templates = stage.templates();
        for (var filter : templates.all("AWS::Logs::MetricFilter", "Ops")) {
            if (!filter.name().startsWith("Logs")) continue;
            var words = filter.property("FilterPattern").textValue().replaceAll(".*\\*(.*)\\*.*", "$1");
            var function = templates.resourceNamed(
                    templates.resolve(filter.property("LogGroupName")).replaceFirst("Logs$", "Function"));

            assertThat(logs(templates, function, words))
                    .as(words + " in " + function.name())
                    .isTrue();
        }
    }

    /// Whether a class of the function refers to the constant of the word. The enums themselves are in every jar.
    private static boolean logs(SynthesizedTemplates templates, TemplateResource function, String words)
            throws IOException {
        try (var jar = new ZipFile(templates.jarOf(function).toFile())) {
            // Faults are logged with the class names of their causes.
            if (words.startsWith("model.")) return jar.getEntry("credits/logging/LoggableFault.class") != null;
            for (var entry : Collections.list(jar.entries())) {
                if (!entry.getName().startsWith("credits/") || entry.getName().startsWith("credits/logging/")) continue;
                var code = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                if (code.contains(enumOf(words)) && code.contains(words.toUpperCase(Locale.ROOT))) return true;
            }
        }
        return false;
    }

    private static String enumOf(String word) {
        boolean isAlarm = Stream.of(AlarmName.values()).anyMatch(name -> name.text().equals(word));
        return (isAlarm ? AlarmName.class : LogWord.class).getName().replace('.', '/');
    }
}
