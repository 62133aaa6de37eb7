package credits.function.debit;

import static java.util.stream.Collectors.toMap;

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

/// Which features each sender of the queue may report for, by the id that SQS states with every message. Without any
/// sender, all of them may report for all features.
///
/// @param bySender what each IAM role or user may report
record UsageProducers(Map<String, Allowed> bySender) {
    // More than a function's environment can hold.
    private static final int MAX_BYTES = 4_096;

    UsageProducers {
        bySender = Map.copyOf(bySender);
    }

    /// What a sender may report.
    ///
    /// @param sources the features; all if empty
    /// @param operations the codes of the operations; all if empty
    record Allowed(Set<String> sources, Set<String> operations) {
        private boolean allowsSource(String source) {
            return sources.isEmpty() || sources.contains(source);
        }

        private boolean allowsOperation(String operation) {
            return operations.isEmpty() || operations.contains(operation);
        }
    }

    /// Reads `{"<sender>": {"sources": […], "operations": […]}}`.
    static UsageProducers parse(String json) {
        try {
            var senders = JsonFields.lenient(Json.parse(json, MAX_BYTES), JsonPointer.ROOT);
            return new UsageProducers(senders.names().stream()
                    .collect(toMap(sender -> sender, sender -> allowed(senders.object(sender)))));
        } catch (InvalidInputException invalid) {
            throw new IllegalStateException("usage producers: " + invalid.getMessage(), invalid);
        }
    }

    private static Allowed allowed(JsonFields fields) {
        return new Allowed(Set.copyOf(fields.textsOrEmpty("sources")), Set.copyOf(fields.textsOrEmpty("operations")));
    }

    /// Returns why `report` may not be booked for a message of `senderId`; empty if it may.
    Optional<ReportRejection> reject(String senderId, UsageReport report) {
        if (bySender.isEmpty()) return Optional.empty();
        var principal = senderId.split(":", 2)[0];
        var allowed = bySender.get(principal);
        if (allowed == null) return notAllowed("sender: " + principal + " may not report usage");
        if (!allowed.allowsSource(report.source()))
            return notAllowed("source: " + principal + " may not report for this source");
        return report.lines().stream()
                .map(line -> line.operation().value())
                .filter(operation -> !allowed.allowsOperation(operation))
                .findFirst()
                .flatMap(operation -> notAllowed("data.lines: " + principal + " may not report " + operation));
    }

    private static Optional<ReportRejection> notAllowed(String detail) {
        return Optional.of(new ReportRejection(RejectionReason.SENDER_NOT_ALLOWED, detail));
    }
}
