package credits.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/// Runs the schedules on request.
record ScheduleClient(RunningSystem system) {
    private static final String PAGE = "/local/schedules";

    /// The list, with a line for each schedule.
    String list() {
        return call("GET", PAGE);
    }

    /// Runs the schedule whose input is `task`, and returns the function's response.
    String runTask(String task) {
        return runSchedule(list().lines()
                .filter(line -> line.contains("\"" + task + "\""))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow());
    }

    /// Runs a schedule by its name.
    String runSchedule(String name) {
        return call("POST", PAGE + "/" + name);
    }

    private String call(String method, String path) {
        var address = URI.create(system.localSystem().address() + path);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody());
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError(fault);
        }
    }
}
