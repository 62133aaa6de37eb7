package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.identity.EmailAddress;
import credits.identity.OrganisationId;
import credits.ledger.Alert.Delivery;
import credits.ledger.Alert.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// The notifications of organisations and of the operators of the platform. They are stored outside the chains. Throws
/// [Unavailable] if the store does not answer.
public final class Alerts {
    private static final String VERSION = "version";

    private final DynamoDbClient dynamo;
    private final String table;

    public Alerts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Reads the notification; empty if no delivery has begun.
    public Optional<Alert> find(Circle circle, Instant at, String occasion) {
        try {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(Map.of(
                                    Table.PARTITION, text(circle.partition()),
                                    Table.SORT, text(Table.told(at.toEpochMilli(), occasion))))
                            .consistentRead(true))
                    .item();
            return item.isEmpty() ? Optional.empty() : Optional.of(alert(circle, item));
        } catch (SdkException fault) {
            throw unavailable(circle, fault);
        }
    }

    /// Stores `next` in place of the previous version. Returns false if another version is there.
    public boolean put(Alert next) {
        var put = PutItemRequest.builder().tableName(table).item(item(next));
        if (next.version() == 1) put.conditionExpression("attribute_not_exists(" + Table.PARTITION + ")");
        else
            put.conditionExpression(VERSION + " = :before")
                    .expressionAttributeValues(Map.of(":before", number(next.version() - 1)));
        try {
            var _ = dynamo.putItem(put.build());
            return true;
        } catch (ConditionalCheckFailedException other) {
            // The SDK repeats a put whose response was lost, and then finds its own item.
            return find(next.circle(), next.at(), next.occasion())
                    .filter(next::equals)
                    .isPresent();
        } catch (SdkException fault) {
            throw unavailable(next.circle(), fault);
        }
    }

    /// Returns the newest notifications, at most `most`, newest first.
    public List<Alert> newest(OrganisationId organisation, int most) {
        var circle = new Circle.Members(organisation);
        try {
            return dynamo
                    .query(query -> query.tableName(table)
                            .keyConditionExpression(
                                    Table.PARTITION + " = :p AND begins_with(" + Table.SORT + ", :told)")
                            .expressionAttributeValues(
                                    Map.of(":p", text(circle.partition()), ":told", text(Table.TOLD)))
                            .scanIndexForward(false)
                            .limit(most))
                    .items()
                    .stream()
                    .map(item -> alert(circle, item))
                    .toList();
        } catch (SdkException fault) {
            throw unavailable(circle, fault);
        }
    }

    private static Unavailable unavailable(Circle circle, SdkException fault) {
        return new Unavailable("what was told in " + circle.partition() + " did not answer", fault);
    }

    private static Map<String, AttributeValue> item(Alert alert) {
        var item = new HashMap<String, AttributeValue>();
        item.put(Table.PARTITION, text(alert.circle().partition()));
        item.put(Table.SORT, text(Table.told(alert.at().toEpochMilli(), alert.occasion())));
        item.put("at", number(alert.at().toEpochMilli()));
        item.put("occasion", text(alert.occasion()));
        item.put("happened", number(alert.happened().toEpochMilli()));
        item.put("type", text(alert.type()));
        item.put("data", text(alert.data()));
        item.put("claimed_until", number(alert.claimedUntil().toEpochMilli()));
        item.put(VERSION, number(alert.version()));
        item.put(
                "deliveries",
                AttributeValue.fromL(
                        alert.deliveries().stream().map(Alerts::attribute).toList()));
        return item;
    }

    private static AttributeValue attribute(Delivery delivery) {
        var parts = new HashMap<>(Map.of(
                "to", text(delivery.to().value()),
                "state", text(delivery.state().name())));
        delivery.settledAt().ifPresent(at -> parts.put("at", number(at.toEpochMilli())));
        return AttributeValue.fromM(parts);
    }

    private static Alert alert(Circle circle, Map<String, AttributeValue> item) {
        return new Alert(
                circle,
                time(item, "at"),
                part(item, "occasion").s(),
                time(item, "happened"),
                part(item, "type").s(),
                part(item, "data").s(),
                part(item, "deliveries").l().stream()
                        .map(delivery -> delivery(delivery.m()))
                        .toList(),
                time(item, "claimed_until"),
                Long.parseLong(part(item, VERSION).n()));
    }

    private static Delivery delivery(Map<String, AttributeValue> parts) {
        return new Delivery(
                new EmailAddress(part(parts, "to").s()),
                State.valueOf(part(parts, "state").s()),
                parts.containsKey("at") ? Optional.of(time(parts, "at")) : Optional.empty());
    }

    private static Instant time(Map<String, AttributeValue> item, String name) {
        return Instant.ofEpochMilli(Long.parseLong(part(item, name).n()));
    }

    private static AttributeValue part(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), name);
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
