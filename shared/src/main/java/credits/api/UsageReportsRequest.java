package credits.api;

import credits.event.UsageMessage;
import credits.http.ApiRequest;
import credits.json.InputErrors;
import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The body of `POST /v1/usage_reports`: one CloudEvent, or an array of them.
///
/// @param reports in the order of the body
public record UsageReportsRequest(List<SubmittedReport> reports) {
    /// The maximum number of reports.
    public static final int MAX_REPORTS = 100;

    /// The maximum size of the body, in bytes. Lambda takes six times as much, but needs it escaped.
    public static final int MAX_BYTES = 1024 * 1024;

    // CloudEvents 1.0, HTTP protocol binding: structured and batched content mode.
    private static final Set<String> MEDIA_TYPES =
            Set.of("application/json", "application/cloudevents+json", "application/cloudevents-batch+json");
    private static final String ID = "id";

    public UsageReportsRequest {
        reports = List.copyOf(reports);
    }

    /// An event and what it says.
    ///
    /// @param id the event's id, as it was sent
    public record SubmittedReport(String id, UsageMessage message) {}

    /// Parses the body. Throws [InvalidInputException] if a verdict could not be given on each event by its id. What
    /// else may be wrong with an event concerns no other.
    public static UsageReportsRequest parse(ApiRequest request) {
        var errors = new InputErrors();
        var reports = new ArrayList<SubmittedReport>();
        switch (request.jsonBody(MAX_BYTES, MEDIA_TYPES)) {
            case Json.JsonArray(var events) -> {
                if (events.isEmpty() || events.size() > MAX_REPORTS)
                    throw new InvalidInputException("", "must have 1 to " + MAX_REPORTS + " reports");
                for (var event : events) read(event, JsonPointer.ROOT.child(reports.size()), errors, reports);
            }
            case Json event -> read(event, JsonPointer.ROOT, errors, reports);
        }
        errors.throwIfAny();
        return new UsageReportsRequest(reports);
    }

    private static void read(Json event, JsonPointer pointer, InputErrors errors, List<SubmittedReport> reports) {
        var id = errors.read(() -> JsonFields.lenient(event, pointer).text(ID), "");
        reports.add(new SubmittedReport(id, UsageMessage.parse(event)));
    }
}
