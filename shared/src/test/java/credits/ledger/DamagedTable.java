package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A table of which single items are damaged, as by a bug, a wrong hand or newer code.
public record DamagedTable(DynamoDbClient dynamo) {
    /// Lets the newest segment of the account appear to be written by newer code.
    public void makeUnreadable(OrganisationId organisation) {
        var newer = new HashMap<>(newestSegment(organisation));
        newer.put("v", AttributeValue.fromN(Integer.toString(SegmentRun.FORMAT_VERSION + 1)));
        put(newer);
    }

    /// Removes an attribute of the newest segment of the account.
    public void removeFromNewestSegment(OrganisationId organisation, String attribute) {
        var damaged = new HashMap<>(newestSegment(organisation));
        requireNonNull(damaged.remove(attribute), attribute);
        put(damaged);
    }

    /// Removes an attribute of an item.
    public void remove(String partition, String sort, String attribute) {
        var damaged = new HashMap<>(find(partition, sort));
        requireNonNull(damaged.remove(attribute), attribute);
        put(damaged);
    }

    /// Empties an attribute of an item.
    public void empty(String partition, String sort, String attribute) {
        replace(partition, sort, attribute, AttributeValue.fromM(Map.of()));
    }

    /// Gives an attribute of an item another value.
    public void replace(String partition, String sort, String attribute, AttributeValue value) {
        var damaged = new HashMap<>(find(partition, sort));
        requireNonNull(damaged.put(attribute, value), attribute);
        put(damaged);
    }

    private Map<String, AttributeValue> find(String partition, String sort) {
        var key = Map.of("p", AttributeValue.fromS(partition), "s", AttributeValue.fromS(sort));
        return dynamo.getItem(get -> get.tableName(DynamoDbFixture.TABLE_NAME).key(key))
                .item();
    }

    private Map<String, AttributeValue> newestSegment(OrganisationId organisation) {
        return dynamo.query(query -> query.tableName(DynamoDbFixture.TABLE_NAME)
                        .keyConditionExpression("p = :p AND begins_with(s, :segments)")
                        .scanIndexForward(false)
                        .limit(1)
                        .expressionAttributeValues(Map.of(
                                ":p", AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                                ":segments", AttributeValue.fromS(TableKeys.SEGMENT_PREFIX))))
                .items()
                .getFirst();
    }

    private void put(Map<String, AttributeValue> item) {
        var _ = dynamo.putItem(put -> put.tableName(DynamoDbFixture.TABLE_NAME).item(item));
    }
}
