package credits.simulation.store;

import static credits.simulation.store.Rejection.invalid;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// Writes one item, or several atomically. Each write is one commit.
final class Writing {
    // Limits of AWS.
    private static final int MOST_ACTIONS = 100;
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Versions versions;
    private final Meter meter;

    Writing(Versions versions, Meter meter) {
        this.versions = versions;
        this.meter = meter;
    }

    void one(Operation operation, Action action) {
        var attempt = attempt(action);
        meter.write(operation, Units.write(attempt.bytes()));
        if (!attempt.holds()) throw Rejection.conditionFailed(attempt.shownOld());
        if (!action.touchedKey().isEmpty()) throw invalid(touched(action));
        versions.write(attempt.written());
    }

    void transaction(TransactWriteItemsRequest request) {
        Known.only(request, Set.of("TransactItems", "ClientRequestToken")); // the SDK itself sets the token
        if (request.clientRequestToken() != null) {
            throw new UnsupportedOperationException("a transaction with ClientRequestToken");
        }
        var actions = actions(request);
        int bytes = actions.stream().mapToInt(Action::payload).sum();
        if (bytes > MOST_BYTES) throw invalid("Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
        var attempts = actions.stream().map(this::attempt).toList();
        meter.write(
                Operation.TRANSACTION,
                attempts.stream()
                        .mapToLong(attempt -> Units.transactionalWrite(attempt.bytes()))
                        .sum());
        var reasons = attempts.stream().map(Writing::reason).toList();
        if (!reasons.stream().allMatch(Rejection.NONE::equals)) throw Rejection.cancelled(reasons);
        var written = new ArrayList<Item>();
        for (var attempt : attempts) written.addAll(attempt.written());
        versions.write(written);
    }

    private static List<Action> actions(TransactWriteItemsRequest request) {
        var items = request.transactItems();
        if (items.isEmpty()) {
            throw invalid("Value [] at 'transactItems' failed to satisfy constraint: Member must have length greater "
                    + "than or equal to 1");
        }
        if (items.size() > MOST_ACTIONS) {
            throw invalid("Member must have length less than or equal to " + MOST_ACTIONS);
        }
        var actions = items.stream().map(Action::of).toList();
        var keys = new HashSet<Key>();
        if (!actions.stream().allMatch(action -> keys.add(action.key()))) {
            throw invalid("Transaction request cannot include multiple operations on one item");
        }
        return actions;
    }

    private static CancellationReason reason(Attempt attempt) {
        if (!attempt.holds()) return Rejection.conditionReason(attempt.shownOld());
        if (attempt.action().touchedKey().isEmpty()) return Rejection.NONE;
        return Rejection.reason("ValidationError", touched(attempt.action()));
    }

    private static String touched(Action action) {
        return "One or more parameter values were invalid: Cannot update attribute " + action.touchedKey()
                + ". This attribute is part of the key";
    }

    private Attempt attempt(Action action) {
        var old = versions.find(action.key());
        var attributes = old.map(Item::attributes).orElse(Map.of());
        return new Attempt(
                action,
                old,
                action.condition().holdsOf(attributes),
                action.outcome().apply(attributes));
    }

    /// An action on the current table.
    private record Attempt(Action action, Optional<Item> old, boolean holds, Optional<Item> outcome) {
        /// The size that is billed: the larger of the item before and after.
        int bytes() {
            return Math.max(old.map(Item::bytes).orElse(0), writtenBytes());
        }

        int writtenBytes() {
            return outcome.map(Item::bytes).orElse(0);
        }

        List<Item> written() {
            return outcome.stream().toList();
        }

        Map<String, AttributeValue> shownOld() {
            return action.givesOld() ? old.map(Item::attributes).orElse(Map.of()) : Map.of();
        }
    }
}
