package credits.simulation.store;

import static credits.simulation.store.DynamoDbErrors.validationError;

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
final class WriteOperations {
    // Limits of AWS.
    private static final int MAX_ACTIONS = 100;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final ItemVersions versions;
    private final CapacityMeter meter;

    WriteOperations(ItemVersions versions, CapacityMeter meter) {
        this.versions = versions;
        this.meter = meter;
    }

    void write(StoreOperation operation, WriteAction action) {
        var writeAttempt = evaluate(action);
        meter.recordWrite(operation, CapacityUnits.writeUnits(writeAttempt.bytes()));
        if (!writeAttempt.conditionHolds()) throw DynamoDbErrors.conditionFailed(writeAttempt.returnedOldItem());
        if (!action.changedKeyAttribute().isEmpty()) throw validationError(keyChangeMessage(action));
        versions.write(writeAttempt.written());
    }

    void transaction(TransactWriteItemsRequest request) {
        SupportedParameters.rejectOthers(
                request, Set.of("TransactItems", "ClientRequestToken")); // the SDK itself sets the token
        if (request.clientRequestToken() != null) {
            throw new UnsupportedOperationException("a transaction with ClientRequestToken");
        }
        var actions = actions(request);
        int bytes = actions.stream().mapToInt(WriteAction::payloadBytes).sum();
        if (bytes > MAX_BYTES)
            throw validationError("Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
        var writeAttempts = actions.stream().map(this::evaluate).toList();
        meter.recordWrite(
                StoreOperation.TRANSACTION,
                writeAttempts.stream()
                        .mapToLong(writeAttempt -> CapacityUnits.transactionalWriteUnits(writeAttempt.bytes()))
                        .sum());
        var reasons =
                writeAttempts.stream().map(WriteOperations::cancellationReason).toList();
        if (!reasons.stream().allMatch(DynamoDbErrors.NONE::equals)) throw DynamoDbErrors.cancelled(reasons);
        var written = new ArrayList<StoredItem>();
        for (var writeAttempt : writeAttempts) written.addAll(writeAttempt.written());
        versions.write(written);
    }

    private static List<WriteAction> actions(TransactWriteItemsRequest request) {
        var items = request.transactItems();
        if (items.isEmpty()) {
            throw validationError(
                    "Value [] at 'transactItems' failed to satisfy constraint: Member must have length greater "
                            + "than or equal to 1");
        }
        if (items.size() > MAX_ACTIONS) {
            throw validationError("Member must have length less than or equal to " + MAX_ACTIONS);
        }
        var actions = items.stream().map(WriteAction::from).toList();
        var keys = new HashSet<ItemKey>();
        if (!actions.stream().allMatch(action -> keys.add(action.key()))) {
            throw validationError("Transaction request cannot include multiple operations on one item");
        }
        return actions;
    }

    private static CancellationReason cancellationReason(WriteAttempt writeAttempt) {
        if (!writeAttempt.conditionHolds()) return DynamoDbErrors.conditionReason(writeAttempt.returnedOldItem());
        if (writeAttempt.action().changedKeyAttribute().isEmpty()) return DynamoDbErrors.NONE;
        return DynamoDbErrors.reason("ValidationError", keyChangeMessage(writeAttempt.action()));
    }

    private static String keyChangeMessage(WriteAction action) {
        return "One or more parameter values were invalid: Cannot update attribute " + action.changedKeyAttribute()
                + ". This attribute is part of the key";
    }

    private WriteAttempt evaluate(WriteAction action) {
        var old = versions.find(action.key());
        var attributes = old.map(StoredItem::attributes).orElse(Map.of());
        return new WriteAttempt(
                action,
                old,
                action.condition().matches(attributes),
                action.resultingItem().apply(attributes));
    }

    /// An action on the current table.
    private record WriteAttempt(
            WriteAction action, Optional<StoredItem> old, boolean conditionHolds, Optional<StoredItem> resultingItem) {
        /// The size that is billed: the larger of the item before and after.
        int bytes() {
            return Math.max(old.map(StoredItem::bytes).orElse(0), writtenBytes());
        }

        int writtenBytes() {
            return resultingItem.map(StoredItem::bytes).orElse(0);
        }

        List<StoredItem> written() {
            return resultingItem.stream().toList();
        }

        Map<String, AttributeValue> returnedOldItem() {
            return action.returnsOldItem() ? old.map(StoredItem::attributes).orElse(Map.of()) : Map.of();
        }
    }
}
