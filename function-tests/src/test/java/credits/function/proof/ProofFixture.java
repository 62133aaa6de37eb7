package credits.function.proof;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.archive.InMemoryBucket;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.DamagedTable;
import credits.ledger.DynamoDbFixture;
import credits.ledger.ThrottledPartition;
import credits.ledger.verification.ChainAnchor;
import credits.local.aws.interception.InterceptedDynamo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The function with a table, a bucket and a time of its own, and somebody who can write to that table.
final class ProofFixture {
    final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    final InMemoryBucket bucket = new InMemoryBucket();
    final SignedAnchors signedAnchors = ProofHandler.signedAnchors(bucket.anchorArchive());
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private HandlerInvoker proof = functionWith(signedAnchors);

    HandlerInvoker functionWith(SignedAnchors anchors) {
        return functionWith(dynamo, anchors);
    }

    private HandlerInvoker functionWith(DynamoDbClient dynamo, SignedAnchors anchors) {
        return new HandlerInvoker(new ProofHandler(dynamo, DynamoDbFixture.TABLE_NAME, anchors, now::get));
    }

    Instant now() {
        return now.get();
    }

    void advance(Duration howLong) {
        now.set(now.get().plus(howLong));
    }

    JsonNode verify() {
        return proof.invoke("{\"task\":\"prove\"}");
    }

    void acceptRestore() {
        var _ = proof.invoke("{\"task\":\"accept_restore\"}");
    }

    String log() {
        return proof.log();
    }

    /// Gives each of these organisations a chain of two segments.
    void createAccounts(String... names) {
        for (var name : names) {
            commit(name, "1.00");
            commit(name, "1.00");
        }
    }

    void commit(String name, String amount) {
        var _ = DynamoDbFixture.ledgerWith(dynamo).commit(new OrganisationId(name), adjustment(amount, now.get()));
    }

    void tamperWith(String name) {
        var _ = dynamo.updateItem(update -> update.tableName(DynamoDbFixture.TABLE_NAME)
                .key(itemKey(TableKeys.ACCOUNT_PREFIX + name, TableKeys.segmentSort(1)))
                .updateExpression("SET balance = :more")
                .expressionAttributeValues(Map.of(":more", AttributeValue.fromN("900"))));
    }

    /// Lets the partition of an account accept no more calls of the function.
    void throttle(String name) {
        var partition = new ThrottledPartition(new OrganisationId(name));
        proof = functionWith(new InterceptedDynamo(dynamo, partition), signedAnchors);
    }

    void stopThrottling() {
        proof = functionWith(signedAnchors);
    }

    Optional<ChainAnchor> anchor(String name) {
        return signedAnchors.findLatest(now.get()).find(new OrganisationId(name));
    }

    void damageCheckpoint(String name) {
        new DamagedTable(dynamo).remove(TableKeys.RECONCILIATION_PARTITION, TableKeys.CHECKPOINT_PREFIX + name, "hash");
    }

    void removeSegment(String name, long number) {
        remove(TableKeys.ACCOUNT_PREFIX + name, TableKeys.segmentSort(number));
    }

    /// Adds an item to the list of organisations, whatever its name.
    void list(String name) {
        var _ = dynamo.putItem(put -> put.tableName(DynamoDbFixture.TABLE_NAME)
                .item(itemKey(TableKeys.organisationShards().getFirst(), name)));
    }

    void removeFromList(String name) {
        remove(TableKeys.organisationShard(new OrganisationId(name)), name);
    }

    void removeCheckpoint(String name) {
        remove(TableKeys.RECONCILIATION_PARTITION, TableKeys.CHECKPOINT_PREFIX + name);
    }

    private void remove(String partition, String sort) {
        var _ = dynamo.deleteItem(
                delete -> delete.tableName(DynamoDbFixture.TABLE_NAME).key(itemKey(partition, sort)));
    }

    private static Map<String, AttributeValue> itemKey(String partition, String sort) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(partition),
                TableKeys.SORT_KEY, AttributeValue.fromS(sort));
    }
}
