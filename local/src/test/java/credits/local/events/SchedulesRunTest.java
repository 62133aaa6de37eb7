package credits.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.access.Role;
import credits.local.lambda.Function;
import credits.local.queue.Recorder;
import credits.local.template.Schedule;
import credits.local.template.Times;
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

    /// The clock is a moment before the time that is due, and more than a year ahead of the machine's.
    @Test
    void what_is_due_runs_by_the_clock_that_it_is_given() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        var definition = new credits.local.template.Function(
                "Recorder",
                Recorder.class.getName(),
                Map.of(),
                Duration.ofSeconds(20),
                512,
                new Role("recorder", List.of(), List.of()));
        var clock = InstantSource.fixed(DUE.minusMillis(1));
        var function = new Function(definition, Map.of(), clock, events::add);
        var daily = new Schedule(
                "Daily", Times.parse("cron(0 0 * * ? *)").orElseThrow(), definition, "{\"task\":\"daily\"}", true);

        try (var schedules = new Schedules(List.of(daily), _ -> function, clock, fault -> events.add("" + fault))) {
            schedules.run();

            assertThat(events.poll(2, TimeUnit.MINUTES)).contains("{\"task\":\"daily\"}");
        }
    }
}
