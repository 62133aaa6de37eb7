package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the clock would start, started by hand.
class SchedulesTest {
    @Test
    void what_runs_by_the_clock_is_listed_and_runs_when_asked() {
        try (var system = RunningSystem.start()) {
            var clockwork = new Clockwork(system);
            var list = clockwork.list();
            var sweep = clockwork.now("sweep");
            var compare = clockwork.now("compare");
            var prove = clockwork.now("prove");
            var paper = clockwork.now("paper");
            var vatIds = clockwork.now("vat_ids");

            assertThat(list.lines()).hasSize(5).allMatch(line -> line.contains("next at"));
            assertThat(RunningSystem.json(sweep).path("task").asText()).isEqualTo("sweep");
            assertThat(RunningSystem.json(compare).path("difference_cents").asText())
                    .isEqualTo("0");
            assertThat(RunningSystem.json(paper).path("gaps").asInt(-1)).isZero();
            assertThat(RunningSystem.json(vatIds).path("task").asText()).isEqualTo("vat_ids");
            assertThat(prove).contains("\"task\":\"prove\"", "\"flaws\":0");
            assertThat(system.printed()).doesNotContain("is not authorized");
            assertThat(clockwork.start("Nobody")).contains("No such schedule");
        }
    }

    @Test
    void a_function_that_does_not_let_itself_be_invoked_by_a_schedule_is_not(@TempDir Path folder) throws IOException {
        var closed = new EditedTemplate()
                .resources(
                        "AWS::Lambda::Permission",
                        permission -> permission
                                .withObject("/Properties")
                                .put("SourceArn", "arn:aws:events:eu-central-1:000000000000:rule/Other"));
        try (var system = RunningSystem.startWith(closed.in(folder))) {
            assertThat(new Clockwork(system).now("sweep")).contains("is not permitted to invoke ReconcileFunction");
        }
    }
}
