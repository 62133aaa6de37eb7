package credits.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.template.Deployment.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The functions' log words and the metric filters that count them agree.
class LogAlarmsTest {
    /// Silence is the failure here. Red with `NOT_BREACHING`, or fewer hours than between two nights.
    @ParameterizedTest
    @CsvSource({"SweepLate, 1", "ReconciliationLate, 26", "PaperLate, 26", "ProofLate, 26"})
    void what_the_clock_starts_is_an_alarm_when_it_says_nothing_for_too_long(String name, int hours) {
        for (var stage : Stage.values()) {
            var alarm = stage.deployment().named("Logs" + name);

            assertThat(alarm.property("TreatMissingData").textValue()).isEqualTo("breaching");
            assertThat(alarm.property("EvaluationPeriods").intValue()
                            * alarm.property("Period").intValue())
                    .isEqualTo(hours * 3600);
        }
    }

    /// Red when a filter counts under another name or namespace than its alarm reads.
    @ParameterizedTest
    @EnumSource
    void what_is_counted_is_what_an_alarm_or_the_dashboard_looks_at(Stage stage) {
        var deployment = stage.deployment();
        var counted = deployment.all("AWS::Logs::MetricFilter").stream()
                .map(filter -> filter.property("MetricTransformations").get(0))
                .map(counts -> counts.path("MetricNamespace").asText() + " "
                        + counts.path("MetricName").asText())
                .collect(toSet());
        var watched = deployment.all("AWS::CloudWatch::Alarm").stream()
                .flatMap(alarm -> Stream.concat(
                        Stream.of(alarm.json().path("Properties")),
                        alarm.property("Metrics").findValues("Metric").stream()))
                .filter(metric -> metric.path("Namespace").asText().equals("Credits"))
                .map(metric -> "Credits " + metric.path("MetricName").asText())
                .collect(toSet());
        var shown = deployment
                .named("BoardUncovered")
                .property("MetricTransformations")
                .get(0);

        assertThat(watched).hasSizeGreaterThan(15);
        counted.remove("Credits " + shown.path("MetricName").asText());
        assertThat(counted).isEqualTo(watched);
    }

    /// Red when a function's failures are counted in the wrong form, or denied calls are not counted.
    @ParameterizedTest
    @EnumSource
    void a_version_that_fails_is_found_out_by_what_becomes_of_its_faults(Stage stage) {
        var deployment = stage.deployment();
        var refused = "($.message = \"*model.DynamoDbException*\")";
        for (var function : deployment.functions()) {
            var name = function.name().replace("Function", "");
            var filter = deployment.all("AWS::Logs::MetricFilter").stream()
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
                                            + " \"*credits.ledger.Unavailable*\")) || " + refused + " }");
                                default -> List.of("{ ($.message = \"*:500}\") || " + refused + " }");
                            });
        }
    }

    /// Red with another route or status.
    @Test
    void stripe_is_not_answered_when_its_route_answers_with_a_fault() {
        assertThat(Stage.PROD
                        .deployment()
                        .named("HttpWebhookFailures")
                        .property("FilterPattern")
                        .textValue())
                .isEqualTo("{ ($.route = \"*webhook\") && ($.status = \"5*\") }");
        assertThat(Stage.PROD.deployment().all("AWS::ApiGatewayV2::Route").stream()
                        .map(route -> route.property("RouteKey").textValue())
                        .filter(route -> route.endsWith("webhook")))
                .hasSize(1);
    }

    /// An alarm on words that no code logs never fires. Red when a word changes in the code or here alone.
    @ParameterizedTest
    @EnumSource
    void what_an_alarm_counts_in_a_log_is_what_the_function_writes(Stage stage) throws IOException {
        var deployment = stage.deployment();
        for (var filter : deployment.all("AWS::Logs::MetricFilter", "Ops")) {
            if (!filter.name().startsWith("Logs")) continue;
            var words = filter.property("FilterPattern").textValue().replaceAll(".*\\*(.*)\\*.*", "$1");
            var function = deployment.named(
                    deployment.target(filter.property("LogGroupName")).replaceFirst("Logs$", "Function"));

            assertThat(jarHolds(deployment, function, words))
                    .as(words + " in " + function.name())
                    .isTrue();
        }
    }

    private static boolean jarHolds(Deployment deployment, Resource function, String words) throws IOException {
        try (var jar = new ZipFile(deployment.jar(function).toFile())) {
            for (var entry : Collections.list(jar.entries())) {
                // Faults are logged with the class names of their causes.
                if (words.startsWith("model.") && entry.getName().equals("credits/wire/Fault.class")) return true;
                if (!entry.getName().startsWith("credits/")) continue;
                var bytes = jar.getInputStream(entry).readAllBytes();
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains(words)) return true;
            }
        }
        return false;
    }
}
