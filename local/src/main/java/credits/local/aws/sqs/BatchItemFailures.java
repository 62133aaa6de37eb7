package credits.local.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Parses which messages of a batch failed. As in Lambda, an empty list means success. An empty or unknown
/// identifier, or output that is not JSON, means that the whole batch failed.
final class BatchItemFailures {
    private static final JsonMapper JSON = new JsonMapper();

    private BatchItemFailures() {}

    static Set<String> parse(byte[] output, Set<String> messageIds) {
        try {
            var failures = JSON.readTree(output).path("batchItemFailures");
            if (failures.isMissingNode() || failures.isNull()) return Set.of();
            return failures.isArray() ? identifiers(failures, messageIds) : messageIds;
        } catch (IOException _) {
            return messageIds;
        }
    }

    private static Set<String> identifiers(JsonNode failures, Set<String> messageIds) {
        var failed = new HashSet<String>();
        for (var failure : failures) failed.add(failure.path("itemIdentifier").asText());
        return messageIds.containsAll(failed) ? failed : messageIds;
    }
}
