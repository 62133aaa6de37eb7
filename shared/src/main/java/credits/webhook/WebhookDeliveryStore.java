package credits.webhook;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.optionalText;
import static credits.aws.ItemAttributes.optionalTime;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.aws.VersionedItems;
import credits.aws.WebhookKeys;
import credits.webhook.WebhookDelivery.PublishedEvent;
import credits.webhook.WebhookDelivery.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The deliveries of each webhook endpoint, one item each, which DynamoDB deletes 30 days after the event.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
public final class WebhookDeliveryStore {
    private static final String DESCRIPTION = "the webhook deliveries";
    private static final Duration TIME_KEPT = Duration.ofDays(30);
    // Comes after every ID.
    private static final String NEWEST = "msg_g";

    private final DynamoDbClient dynamo;
    private final String table;
    private final VersionedItems items;

    public WebhookDeliveryStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.items = new VersionedItems(dynamo, table, DESCRIPTION);
    }

    public Optional<WebhookDelivery> find(EndpointId endpoint, DeliveryId id) {
        return Optional.of(items.read(key(endpoint, id)))
                .filter(item -> !item.isEmpty())
                .map(item -> fromItem(endpoint, item));
    }

    /// Stores `next` in place of the version that it is based on. Returns false if another version is there.
    public boolean tryReplace(WebhookDelivery next) {
        return items.tryReplace(toItem(next), next.version());
    }

    /// Returns up to `limit` deliveries of events before that of `after`, newest first; fewer only at the end.
    public List<WebhookDelivery> list(EndpointId endpoint, Optional<DeliveryId> after, int limit) {
        return AwsCall.readOrWrite(
                DESCRIPTION,
                () -> dynamo
                        .queryPaginator(query -> query.tableName(table)
                                .keyConditionExpression("%s = :p AND %s < :after"
                                        .formatted(TableKeys.PARTITION_KEY, TableKeys.SORT_KEY))
                                .expressionAttributeValues(Map.of(
                                        ":p",
                                        text(WebhookKeys.deliveryPartition(endpoint.value())),
                                        ":after",
                                        text(after.map(DeliveryId::value).orElse(NEWEST))))
                                .scanIndexForward(false)
                                .consistentRead(true)
                                .limit(limit))
                        .items()
                        .stream()
                        .limit(limit)
                        .map(item -> fromItem(endpoint, item))
                        .toList());
    }

    private static Map<String, AttributeValue> key(EndpointId endpoint, DeliveryId id) {
        return Map.of(
                TableKeys.PARTITION_KEY,
                text(WebhookKeys.deliveryPartition(endpoint.value())),
                TableKeys.SORT_KEY,
                text(id.value()));
    }

    private static Map<String, AttributeValue> toItem(WebhookDelivery delivery) {
        var event = delivery.event();
        var item = new HashMap<>(key(delivery.endpoint(), delivery.id()));
        item.put("event_id", text(event.id()));
        item.put("event_type", text(event.type()));
        item.put("at", time(event.occurredAt()));
        item.put("event", text(event.json()));
        item.put("state", text(delivery.state().name()));
        item.put("attempts", number(delivery.attempts()));
        item.put("retry_until", time(delivery.retryUntil()));
        delivery.lastAttemptAt().ifPresent(at -> item.put("last_attempt_at", time(at)));
        delivery.lastResult().ifPresent(result -> item.put("last_result", text(result)));
        ItemAttributes.expire(item, event.occurredAt().plus(TIME_KEPT));
        return item;
    }

    private static WebhookDelivery fromItem(EndpointId endpoint, Map<String, AttributeValue> item) {
        return new WebhookDelivery(
                endpoint,
                new DeliveryId(text(item, TableKeys.SORT_KEY)),
                new PublishedEvent(
                        text(item, "event_id"), text(item, "event_type"), time(item, "at"), text(item, "event")),
                State.valueOf(text(item, "state")),
                Math.toIntExact(number(item, "attempts")),
                time(item, "retry_until"),
                optionalTime(item, "last_attempt_at"),
                optionalText(item, "last_result"),
                VersionedItems.versionOf(item));
    }
}
