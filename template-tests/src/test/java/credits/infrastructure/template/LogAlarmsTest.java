package credits.infrastructure.template;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import credits.logging.AlarmName;
import credits.logging.LogWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The log words of the functions and the metric filters that count them are the same.
class LogAlarmsTest {
    // Each jar once: reading them takes longer than the synthesis.
    private static final Map<Path, List<String>> CODE = new ConcurrentHashMap<>();

    /// Silence is the failure here, and no data would make CloudWatch look at older periods, which are fine.
    /// Red with `NOT_BREACHING`, without `FILL`, or with fewer hours than between two nights.
    @ParameterizedTest
    @CsvSource({"SweepLate, 1", "ReconciliationLate, 26", "PaperLate, 26", "ProofLate, 26"})
    void a_scheduled_task_that_logs_nothing_for_too_long_raises_an_alarm(String name, int hours) {
        for (var stage : DeploymentStage.values()) {
            var alarm = stage.templates().resourceNamed("Logs" + name);

            int period = alarm.property("Metrics").findValue("Period").intValue();
            int evaluated = alarm.property("EvaluationPeriods").intValue() * period;

            assertThat(alarm.property("TreatMissingData").textValue()).isEqualTo("breaching");
            assertThat(alarm.property("Metrics").findValuesAsText("Expression")).containsExactly("FILL(lines, 0)");
            assertThat(evaluated).isEqualTo(hours * 3600);
            // CloudWatch's limits: a day, or a week of whole hours.
            assertThat(evaluated).isLessThanOrEqualTo(period >= 3600 ? 7 * 86_400 : 86_400);
        }
    }

    /// The sweep, the hourly verification and retries log the same again: it is one incident. Red with one
    /// period, or more than one line before the alarm.
    @ParameterizedTest
    @CsvSource({"PaymentUnsettled, 15", "LedgerDoesNotAddUp, 60", "CallRefused, 6"})
    void what_is_logged_again_keeps_its_alarm_instead_of_raising_it_each_time(String name, int minutes) {
        var alarm = DeploymentStage.PROD.templates().resourceNamed("Logs" + name);
        int held = alarm.property("EvaluationPeriods").intValue()
                * alarm.property("Period").intValue();

        assertThat(held).isGreaterThanOrEqualTo(2 * minutes * 60);
        assertThat(alarm.property("DatapointsToAlarm").intValue()).isOne();
    }

    /// A period in which the sweep has run must not hide one in which it has not. Red with one period of an
    /// hour.
    @Test
    void a_missed_sweep_is_noticed_an_hour_after_the_last_one() {
        var alarm = DeploymentStage.PROD.templates().resourceNamed("LogsSweepLate");

        assertThat(alarm.property("Metrics").findValue("Period").intValue()).isEqualTo(15 * 60);
        assertThat(alarm.property("EvaluationPeriods").intValue()).isEqualTo(4);
        assertThat(alarm.property("DatapointsToAlarm").isMissingNode()).isTrue();
    }

    /// Red when a filter counts under another name or namespace than its alarm reads.
    @ParameterizedTest
    @EnumSource
    void every_counted_metric_has_an_alarm_or_a_widget(DeploymentStage stage) {
        var templates = stage.templates();
        var counted = templates.all("AWS::Logs::MetricFilter").stream()
                .map(filter -> filter.property("MetricTransformations").get(0))
                .map(counts ->
                        counts.path("MetricNamespace").asText() + " " + templates.resolve(counts.path("MetricName")))
                .collect(toSet());
        var watched = templates.all("AWS::CloudWatch::Alarm").stream()
                .flatMap(alarm -> Stream.concat(
                        Stream.of(alarm.json().path("Properties")),
                        alarm.property("Metrics").findValues("Metric").stream()))
                .filter(metric -> metric.path("Namespace").asText().equals("Credits"))
                .map(metric -> "Credits " + templates.resolve(metric.path("MetricName")))
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
        var refused = "($.message = \"*model.DynamoDbException*:{version}}\")";
        for (var function : templates.functionsWithRollback()) {
            var name = function.name().replace("Function", "");
            var filter = templates.all("AWS::Logs::MetricFilter").stream()
                    .filter(each -> each.name().equals("Deployments" + name + "Faults"))
                    .map(each -> templates
                            .resolve(each.property("FilterPattern"))
                            .replaceAll("[A-Za-z0-9]+[.]Version", "{version}"))
                    .toList();

            assertThat(filter)
                    .as(name)
                    .isEqualTo(
                            switch (name) {
                                case "Announce", "Proof", "Reconcile" -> List.of(); // they throw
                                case "Debit", "Invoice", "Notify" ->
                                    List.of("{ (($.message = \"*causes*:{version}}\") && ($.message !="
                                            + " \"*credits.retry.ServiceUnavailableException*\")) || " + refused
                                            + " }");
                                default -> List.of("{ ($.message = \"*:500,*:{version}}\") || " + refused + " }");
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

    /// Red when `LogAlarms` does not count the name, or its runbook has another name.
    @ParameterizedTest
    @EnumSource
    void every_alarm_that_a_function_raises_is_counted_and_has_a_runbook(AlarmName name) {
        var templates = DeploymentStage.PROD.templates();
        var metrics = templates.all("AWS::Logs::MetricFilter").stream()
                .filter(filter -> filter.property("FilterPattern").toString().contains("*" + name.text() + "*"))
                .map(filter -> filter.property("MetricTransformations").get(0).path("MetricName"))
                .collect(toSet());
        var page = "docs/runbooks/" + name.text().replace('_', '-') + ".md";

        assertThat(templates.all("AWS::CloudWatch::Alarm"))
                .filteredOn(alarm -> metrics.contains(alarm.property("MetricName")))
                .singleElement()
                .satisfies(
                        alarm -> assertThat(alarm.property("AlarmDescription").textValue())
                                .endsWith(" " + page));
        assertThat(DeploymentStage.PROJECT_ROOT.resolve(page)).exists();
    }

    /// Red when nothing counts a word any more.
    @ParameterizedTest
    @EnumSource
    void every_log_word_is_counted(LogWord word) {
        assertThat(DeploymentStage.PROD.templates().all("AWS::Logs::MetricFilter"))
                .extracting(filter -> filter.property("FilterPattern").toString())
                .anyMatch(pattern -> pattern.contains("*" + word.text() + "*"));
    }

    /// An alarm on words that no code logs never fires. Red when the function does not log the word.
    @ParameterizedTest
    @EnumSource
    void the_words_an_alarm_counts_occur_in_the_function_s_code(DeploymentStage stage) {
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

    private static boolean logs(SynthesizedTemplates templates, TemplateResource function, String words) {
        var jar = templates.jarOf(function); // named by its content, in each assembly
        return CODE.computeIfAbsent(jar.getFileName(), _ -> readCode(jar)).stream()
                .anyMatch(code -> references(words).stream().allMatch(code::contains));
    }

    // The code of each of our classes in a jar, without the package of the words, which every jar contains.
    private static List<String> readCode(Path path) {
        var classes = new ArrayList<String>();
        try (var jar = new ZipFile(path.toFile())) {
            for (var entry : Collections.list(jar.entries())) {
                if (!entry.getName().startsWith("credits/") || entry.getName().startsWith("credits/logging/")) continue;
                classes.add(new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    /// The names in the code of a class that logs the words.
    private static List<String> references(String words) {
        // Faults are logged with the class names of their causes.
        if (words.startsWith("model.")) return List.of("credits/logging/LoggableFault");
        boolean isAlarm =
                Stream.of(AlarmName.values()).anyMatch(name -> name.text().equals(words));
        var type = isAlarm ? AlarmName.class : LogWord.class;
        return List.of(type.getName().replace('.', '/'), words.toUpperCase(Locale.ROOT));
    }
}
