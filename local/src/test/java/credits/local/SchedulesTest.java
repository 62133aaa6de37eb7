package credits.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the clock would start, started by hand.
class SchedulesTest {
    private static final String PAGE = "/local/schedules";

    @Test
    void what_runs_by_the_clock_is_listed_and_runs_when_asked() {
        try (var system = RunningSystem.start()) {
            var list = ask(system, "GET", PAGE);
            var sweep = ask(system, "POST", PAGE + "/" + name(list, "sweep"));
            var compare = ask(system, "POST", PAGE + "/" + name(list, "compare"));
            var prove = ask(system, "POST", PAGE + "/" + name(list, "prove"));

            var paper = ask(system, "POST", PAGE + "/" + name(list, "paper"));
            var vatIds = ask(system, "POST", PAGE + "/" + name(list, "vat_ids"));

            assertThat(list.lines()).hasSize(5).allMatch(line -> line.contains("next at"));
            assertThat(RunningSystem.json(sweep).path("task").asText()).isEqualTo("sweep");
            assertThat(RunningSystem.json(compare).path("difference_cents").asText())
                    .isEqualTo("0");
            assertThat(RunningSystem.json(paper).path("gaps").asInt(-1)).isZero();
            assertThat(RunningSystem.json(vatIds).path("task").asText()).isEqualTo("vat_ids");
            assertThat(prove).contains("\"task\":\"prove\"", "\"flaws\":0");
            assertThat(system.printed()).doesNotContain("is not authorized");
            assertThat(ask(system, "POST", PAGE + "/Nobody")).contains("No such schedule");
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
            var name = name(ask(system, "GET", PAGE), "sweep");

            assertThat(ask(system, "POST", PAGE + "/" + name)).contains("is not permitted to invoke ReconcileFunction");
        }
    }

    private static String ask(RunningSystem system, String method, String path) {
        var address = URI.create(system.local().address() + path);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody());
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError(fault);
        }
    }

    private static String name(String list, String task) {
        return list.lines()
                .filter(line -> line.contains("\"" + task + "\""))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow();
    }
}
