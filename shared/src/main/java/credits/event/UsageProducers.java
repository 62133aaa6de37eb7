package credits.event;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.usage.ReportRejection;
import credits.usage.ReportRejection.RejectionReason;
import credits.usage.UsageReport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which features each producer of usage may report for: an IAM role or user, by the id that SQS states with every
/// message, or a client of the API, by the id in its token. Without any producer, all of them may report for all
/// features.
///
/// @param byId what each producer may report
public record UsageProducers(Map<String, Allowed> byId) {
    // More than a function's environment can hold.
    private static final int MAX_BYTES = 4_096;

    public UsageProducers {
        byId = Map.copyOf(byId);
    }

    /// What a producer may report.
    ///
    /// @param sources the features; all if empty
    /// @param operations the codes of the operations; all if empty
    public record Allowed(Set<String> sources, Set<String> operations) {
        private boolean allowsSource(String source) {
            return sources.isEmpty() || sources.contains(source);
        }

        private boolean allowsOperation(String operation) {
            return operations.isEmpty() || operations.contains(operation);
        }
    }

    /// Reads `{"<id>": {"sources": […], "operations": […]}}`.
    public static UsageProducers parse(String json) {
        try {
            var producers = JsonFields.lenient(Json.parse(json, MAX_BYTES), JsonPointer.ROOT);
            return new UsageProducers(
                    producers.names().stream().collect(toMap(id -> id, id -> allowed(producers.object(id)))));
        } catch (InvalidInputException invalid) {
            throw new IllegalStateException("usage producers: " + invalid.getMessage(), invalid);
        }
    }

    private static Allowed allowed(JsonFields fields) {
        return new Allowed(Set.copyOf(fields.textsOrEmpty("sources")), Set.copyOf(fields.textsOrEmpty("operations")));
    }

    /// All sources that are named.
    public Set<String> sources() {
        return byId.values().stream()
                .flatMap(allowed -> allowed.sources().stream())
                .collect(toUnmodifiableSet());
    }

    /// Returns why `report` may not be booked for `producer`; empty if it may.
    public Optional<ReportRejection> reject(String producer, UsageReport report) {
        if (byId.isEmpty()) return Optional.empty();
        var allowed = byId.get(producer);
        if (allowed == null) return notAllowed("sender: " + producer + " may not report usage");
        if (!allowed.allowsSource(report.source()))
            return notAllowed("source: " + producer + " may not report for this source");
        return report.lines().stream()
                .map(line -> line.operation().value())
                .filter(operation -> !allowed.allowsOperation(operation))
                .findFirst()
                .flatMap(operation -> notAllowed("data.lines: " + producer + " may not report " + operation));
    }

    private static Optional<ReportRejection> notAllowed(String detail) {
        return Optional.of(new ReportRejection(RejectionReason.SENDER_NOT_ALLOWED, detail));
    }
}
