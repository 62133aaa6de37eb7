package credits.infrastructure.template;

import static org.assertj.core.api.Assertions.assertThat;

import credits.infrastructure.template.SynthesizedTemplates.TemplateResource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a stage costs that nobody uses, in the prices of `docs/costs.md`.
class IdleCostTest {
    private static final double MAX_DOLLARS = 6;
    private static final double ALARM_METRIC = 0.10;
    private static final int FREE_ALARM_METRICS = 10;
    private static final double SECRET = 0.40;
    // Five pollers for each source, which wait 20 seconds each time, in a month of 30.4 days.
    private static final double MILLION_POLLS = 5 * 30.4 * 86_400 / 20 / 1_000_000;
    private static final double MILLION_CALLS = 0.40;
    private static final double MILLION_FIFO_CALLS = 0.50;
    private static final int FREE_MILLION_CALLS = 1;
    private static final List<String> CHARGED_BY_THE_HOUR = List.of(
            "AWS::EC2::NatGateway",
            "AWS::EC2::VPCEndpoint",
            "AWS::KMS::Key",
            "AWS::WAFv2::WebACL",
            "AWS::CloudWatch::CompositeAlarm");

    /// Red with an alarm of two metrics more, a key of our own, a firewall or provisioned concurrency; or when
    /// the document says something else.
    @ParameterizedTest
    @EnumSource
    void an_idle_stage_costs_less_than_six_dollars_a_month(DeploymentStage stage) throws IOException {
        var templates = stage.templates();
        var alarms = templates.all("AWS::CloudWatch::Alarm");
        var metrics = alarms.stream().mapToLong(IdleCostTest::metrics).sum();
        var dollars = (metrics - FREE_ALARM_METRICS) * ALARM_METRIC
                + templates.all("AWS::SecretsManager::Secret").size() * SECRET
                + polling(templates);

        assertThat(dollars).isLessThan(MAX_DOLLARS);
        assertThat(templates.all("AWS::CloudWatch::Dashboard")).hasSizeLessThanOrEqualTo(3);
        assertThat(templates.templateResources()).noneMatch(each -> CHARGED_BY_THE_HOUR.contains(each.type()));
        assertThat(templates.all("AWS::Lambda::Alias"))
                .noneMatch(each -> each.json().toString().contains("ProvisionedConcurrency"));
        assertThat(Files.readString(DeploymentStage.PROJECT_ROOT.resolve("docs/costs.md")))
                .contains("%d metrics in %d alarms".formatted(metrics, alarms.size()))
                .contains(String.format(Locale.ROOT, "**about %.1f0**", dollars));
        assertThat(Files.readString(DeploymentStage.PROJECT_ROOT.resolve("docs/aws.md")))
                .contains("a stage has %d |".formatted(alarms.size()));
    }

    // An alarm is charged for each metric that it reads.
    private static long metrics(TemplateResource alarm) {
        var read = alarm.property("Metrics");
        boolean isAnomaly = read.findValuesAsText("Expression").stream().anyMatch(each -> each.contains("ANOMALY"));
        // The metric and the two edges of the band.
        return isAnomaly ? 3 : Math.max(1, read.findValues("MetricStat").size());
    }

    private static double polling(SynthesizedTemplates templates) {
        var sources = templates.all("AWS::Lambda::EventSourceMapping").stream()
                .map(each -> templates.resolve(each.property("EventSourceArn")));
        var pipes = templates.all("AWS::Pipes::Pipe").stream()
                .map(each -> templates.resolve(each.property("Source")))
                .filter(each -> each.contains("Queue"));
        var calls = Stream.concat(sources, pipes)
                .mapToDouble(queue -> MILLION_POLLS
                        * (isFifo(templates.resourceNamed(queue.replace(".Arn", "")))
                                ? MILLION_FIFO_CALLS
                                : MILLION_CALLS))
                .sum();
        return calls - FREE_MILLION_CALLS * MILLION_CALLS;
    }

    private static boolean isFifo(TemplateResource queue) {
        return queue.property("FifoQueue").asBoolean();
    }
}
