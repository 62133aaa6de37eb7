package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schedules that are run on request.
class ScheduleRunnerTest {
    @Test
    void schedules_are_listed_and_run_on_request() {
        try (var system = RunningSystem.start()) {
            var scheduleClient = new ScheduleClient(system);
            var list = scheduleClient.list();
            var sweep = scheduleClient.runTask("sweep");
            var compare = scheduleClient.runTask("compare");
            var prove = scheduleClient.runTask("prove");
            var paper = scheduleClient.runTask("paper");
            var vatIds = scheduleClient.runTask("vat_ids");

            assertThat(list.lines()).allMatch(line -> line.contains("next at"));
            assertThat(list.lines().filter(line -> line.contains("PING"))).hasSize(7);
            assertThat(list.lines().filter(line -> !line.contains("PING"))).hasSize(6);
            assertThat(RunningSystem.parseJson(sweep).path("task").asText()).isEqualTo("sweep");
            assertThat(RunningSystem.parseJson(compare).path("difference_cents").asText())
                    .isEqualTo("0");
            assertThat(RunningSystem.parseJson(paper).path("gaps").asInt(-1)).isZero();
            assertThat(RunningSystem.parseJson(vatIds).path("task").asText()).isEqualTo("vat_ids");
            assertThat(prove).contains("\"task\":\"prove\"", "\"flaws\":0");
            assertThat(system.consoleOutput()).doesNotContain("is not authorized");
            assertThat(scheduleClient.runSchedule("Nobody")).contains("Unknown schedule");
        }
    }

    /// Red when a ping's event is not a request, or is one that a function answers.
    @Test
    void a_ping_is_refused_before_anything_is_read() {
        try (var system = RunningSystem.start()) {
            var scheduleClient = new ScheduleClient(system);
            var pings = scheduleClient
                    .list()
                    .lines()
                    .filter(line -> line.contains("PING"))
                    .toList();

            assertThat(pings)
                    .hasSize(7)
                    .allSatisfy(line -> assertThat(scheduleClient.runSchedule(line.substring(0, line.indexOf(' '))))
                            .containsPattern("\"statusCode\":40[01],"));
        }
    }

    @Test
    void a_schedule_without_permission_does_not_invoke_its_function(@TempDir Path folder) throws IOException {
        var closed = new EditedTemplate()
                .editResources(
                        "AWS::Lambda::Permission",
                        permission -> permission
                                .withObject("/Properties")
                                .put("SourceArn", "arn:aws:events:eu-central-1:000000000000:rule/Other"));
        try (var system = RunningSystem.startWith(closed.writeTo(folder))) {
            assertThat(new ScheduleClient(system).runTask("sweep"))
                    .contains("has no permission to invoke ReconcileFunction");
        }
    }
}
