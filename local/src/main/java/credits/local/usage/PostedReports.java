package credits.local.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Sends reports to the API, which books them before it answers.
public final class PostedReports {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_REPORTS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI uri;
    private final Supplier<String> tokenSupplier;

    /// @param address the base address of the API
    /// @param tokenSupplier issues tokens with the permission `usage:report`
    public PostedReports(String address, Supplier<String> tokenSupplier) {
        this.uri = URI.create(address + "/v1/usage_reports");
        this.tokenSupplier = tokenSupplier;
    }

    /// Sends the reports and returns the outcome of each.
    public List<ReportOutcome> send(List<JsonNode> reports) {
        var outcomes = new ArrayList<ReportOutcome>();
        try (var client = HttpClient.newHttpClient()) {
            for (int sent = 0; sent < reports.size(); sent += MAX_REPORTS) {
                var batch = reports.subList(sent, Math.min(sent + MAX_REPORTS, reports.size()));
                outcomes.addAll(send(batch, client));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return outcomes;
    }

    private List<ReportOutcome> send(List<JsonNode> batch, HttpClient client) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tokenSupplier.get())
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(HttpRequest.BodyPublishers.ofString(batch.toString()))
                .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200)
            return JSON.readTree(response.body())
                    .path("data")
                    .valueStream()
                    .map(PostedReports::toOutcome)
                    .toList();
        return batch.stream()
                .map(report ->
                        ReportOutcome.undecided(report.path("id").asText(), "the API answers " + response.body()))
                .toList();
    }

    private static ReportOutcome toOutcome(JsonNode verdict) {
        var id = verdict.path("id").asText();
        return switch (verdict.path("status").asText()) {
            case "booked" ->
                ReportOutcome.booked(
                        id,
                        verdict.path("debited_lines").asInt(),
                        verdict.path("uncovered_lines").asInt());
            case "already_booked" -> ReportOutcome.alreadyBooked(id);
            default ->
                ReportOutcome.invalid(
                        id,
                        verdict.path("reason_code").asText(),
                        verdict.path("reason_detail").asText());
        };
    }
}
