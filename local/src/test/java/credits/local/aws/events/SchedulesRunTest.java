package credits.local.aws.events;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.aws.iam.IamRole;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.schedule.ScheduleExpression;
import credits.local.aws.sqs.RecordingFunction;
import credits.local.aws.template.ScheduleDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchedulesRunTest {
    private static final Instant DUE = Instant.parse("2028-03-01T00:00:00Z");

    /// The clock is a moment before the scheduled time, and more than a year ahead of the machine's.
    @Test
    void a_due_schedule_runs_by_the_given_clock() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        var definition = new credits.local.aws.template.FunctionDefinition(
                "Recorder",
                RecordingFunction.class.getName(),
                Map.of(),
                Duration.ofSeconds(20),
                512,
                new IamRole("recorder", List.of(), List.of()));
        var clock = InstantSource.fixed(DUE.minusMillis(1));
        var function = new FunctionInstances(definition, Map.of(), clock, events::add);
        var daily = new ScheduleDefinition(
                "Daily",
                ScheduleExpression.parse("cron(0 0 * * ? *)").orElseThrow(),
                definition,
                "{\"task\":\"daily\"}",
                true);

        try (var scheduleRunner =
                new ScheduleRunner(List.of(daily), _ -> function, clock, fault -> events.add("" + fault))) {
            scheduleRunner.start();

            assertThat(events.poll(2, TimeUnit.MINUTES)).contains("{\"task\":\"daily\"}");
        }
    }
}
