package credits.notification;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.EmailAddress;
import credits.identity.OrganisationId;
import credits.notification.Notification.Delivery;
import credits.notification.Notification.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// The notifications to organisations and to the operators of the platform. They are stored outside the chains.
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class NotificationStore {
    private static final String VERSION_ATTRIBUTE = "version";
    // Longer than any event can be delivered again, and than a year's review looks back.
    private static final Duration TIME_KEPT = Duration.ofDays(400);

    private final DynamoDbClient dynamo;
    private final String table;

    public NotificationStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Reads the notification; empty if its delivery has not started.
    public Optional<Notification> find(RecipientGroup recipientGroup, Instant sortTime, String deduplicationKey) {
        return callStore(recipientGroup, () -> {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(Map.of(
                                    TableKeys.PARTITION_KEY, text(recipientGroup.partitionKey()),
                                    TableKeys.SORT_KEY,
                                            text(TableKeys.notificationSort(
                                                    sortTime.toEpochMilli(), deduplicationKey))))
                            .consistentRead(true))
                    .item();
            return item.isEmpty() ? Optional.empty() : Optional.of(fromItem(recipientGroup, item));
        });
    }

    /// Stores `next` in place of the previous version. Returns false if another version is there.
    public boolean replace(Notification next) {
        var put = PutItemRequest.builder().tableName(table).item(toItem(next));
        if (next.version() == 1) put.conditionExpression("attribute_not_exists(" + TableKeys.PARTITION_KEY + ")");
        else
            put.conditionExpression(VERSION_ATTRIBUTE + " = :before")
                    .expressionAttributeValues(Map.of(":before", number(next.version() - 1)));
        try {
            var _ = callStore(next.recipientGroup(), () -> dynamo.putItem(put.build()));
            return true;
        } catch (ConditionalCheckFailedException other) {
            // The SDK repeats a put whose response was lost, and then finds its own item.
            return find(next.recipientGroup(), next.sortTime(), next.deduplicationKey())
                    .filter(next::equals)
                    .isPresent();
        }
    }

    /// Returns the newest notifications, at most `limit`, newest first.
    public List<Notification> findNewest(OrganisationId organisation, int limit) {
        var circle = new RecipientGroup.Members(organisation);
        return callStore(
                circle,
                () -> dynamo
                        .query(query -> query.tableName(table)
                                .keyConditionExpression(TableKeys.PARTITION_KEY + " = :p AND begins_with("
                                        + TableKeys.SORT_KEY + ", :told)")
                                .expressionAttributeValues(Map.of(
                                        ":p",
                                        text(circle.partitionKey()),
                                        ":told",
                                        text(TableKeys.NOTIFICATION_PREFIX)))
                                .scanIndexForward(false)
                                .limit(limit))
                        .items()
                        .stream()
                        .map(item -> fromItem(circle, item))
                        .toList());
    }

    private static <T> T callStore(RecipientGroup recipientGroup, Supplier<T> call) {
        return AwsCall.readOrWrite("the notifications in " + recipientGroup.partitionKey(), call);
    }

    private static Map<String, AttributeValue> toItem(Notification notification) {
        var item = new HashMap<String, AttributeValue>();
        item.put(TableKeys.PARTITION_KEY, text(notification.recipientGroup().partitionKey()));
        item.put(
                TableKeys.SORT_KEY,
                text(TableKeys.notificationSort(
                        notification.sortTime().toEpochMilli(), notification.deduplicationKey())));
        item.put("at", number(notification.sortTime().toEpochMilli()));
        item.put("occasion", text(notification.deduplicationKey()));
        item.put("happened", number(notification.occurredAt().toEpochMilli()));
        item.put("type", text(notification.eventType()));
        item.put("data", text(notification.eventData()));
        item.put("claimed_until", number(notification.claimedUntil().toEpochMilli()));
        item.put(VERSION_ATTRIBUTE, number(notification.version()));
        item.put(
                "deliveries",
                AttributeValue.fromL(notification.deliveries().stream()
                        .map(NotificationStore::toAttribute)
                        .toList()));
        ItemAttributes.expire(item, notification.sortTime().plus(TIME_KEPT));
        return item;
    }

    private static AttributeValue toAttribute(Delivery delivery) {
        var parts = new HashMap<>(Map.of(
                "to", text(delivery.recipient().value()),
                "state", text(delivery.state().name())));
        delivery.completedAt().ifPresent(at -> parts.put("at", number(at.toEpochMilli())));
        return AttributeValue.fromM(parts);
    }

    private static Notification fromItem(RecipientGroup recipientGroup, Map<String, AttributeValue> item) {
        return new Notification(
                recipientGroup,
                time(item, "at"),
                required(item, "occasion").s(),
                time(item, "happened"),
                required(item, "type").s(),
                required(item, "data").s(),
                required(item, "deliveries").l().stream()
                        .map(delivery -> toDelivery(delivery.m()))
                        .toList(),
                time(item, "claimed_until"),
                Long.parseLong(required(item, VERSION_ATTRIBUTE).n()));
    }

    private static Delivery toDelivery(Map<String, AttributeValue> parts) {
        return new Delivery(
                new EmailAddress(required(parts, "to").s()),
                DeliveryState.valueOf(required(parts, "state").s()),
                parts.containsKey("at") ? Optional.of(time(parts, "at")) : Optional.empty());
    }
}
