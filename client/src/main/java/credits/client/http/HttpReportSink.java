package credits.client.http;

import static java.util.stream.Collectors.joining;

import credits.client.authorization.ApiTransport;
import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.authorization.HttpTransport;
import credits.client.internal.InvalidJsonException;
import credits.client.internal.JsonObjectReader;
import credits.client.internal.JsonValue;
import credits.client.usage.ReportMessage;
import credits.client.usage.ReportSink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Sends reports to the API, which books them before it answers: for features that have no AWS role to
/// send to the usage queue with. A report that can never be booked goes to the reporter's handler with
/// the reason. Thread-safe.
public final class HttpReportSink implements ReportSink {
    private static final String PATH = "/v1/usage_reports";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int OK = 200;
    // The batch or the caller is refused; sending it again changes nothing. Everything else may pass.
    private static final Set<Integer> FINAL_STATUSES = Set.of(400, 403, 413, 415);

    private final ApiTransport transport;

    private HttpReportSink(ApiTransport transport) {
        this.transport = transport;
    }

    /// Sends to the service at `endpoint`, such as `https://credits.example.com`.
    ///
    /// @param tokenSupplier returns an access token with the permission `usage:report`; called for every attempt
    public static HttpReportSink create(URI endpoint, Supplier<String> tokenSupplier) {
        var httpClient = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        return withTransport(new HttpTransport(endpoint, tokenSupplier, httpClient));
    }

    /// Sends with another transport.
    public static HttpReportSink withTransport(ApiTransport transport) {
        return new HttpReportSink(transport);
    }

    @Override
    public List<Outcome> send(List<ReportMessage> reports) {
        var body = reports.stream().map(ReportMessage::body).collect(joining(",", "[", "]"));
        try {
            var request = new ApiRequest("POST", PATH, Optional.empty(), Optional.of(body));
            return toOutcomes(transport.send(request, TIMEOUT), reports.size());
        } catch (IOException | InvalidJsonException undecided) {
            return Collections.nCopies(reports.size(), Outcome.retry(undecided.toString()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Collections.nCopies(reports.size(), Outcome.retry("interrupted"));
        }
    }

    private static List<Outcome> toOutcomes(ApiResponse response, int count) {
        if (response.status() != OK) {
            var detail = "the API answers " + response.status() + ": " + response.body();
            boolean isFinal = FINAL_STATUSES.contains(response.status());
            return Collections.nCopies(count, isFinal ? Outcome.rejected(detail) : Outcome.retry(detail));
        }
        var outcomes = JsonValue.parseObject(response.body()).objects("data").stream()
                .map(HttpReportSink::toOutcome)
                .toList();
        if (outcomes.size() != count) throw new InvalidJsonException("data has " + outcomes.size() + " verdicts");
        return outcomes;
    }

    private static Outcome toOutcome(JsonObjectReader verdict) {
        return switch (verdict.requiredText("status")) {
            case "booked", "already_booked" -> Outcome.accepted();
            case "invalid" ->
                Outcome.rejected(verdict.requiredText("reason_code") + " " + verdict.requiredText("reason_detail"));
            default -> throw new InvalidJsonException("status is unknown");
        };
    }
}
