package credits.webhook;

import static credits.aws.ItemAttributes.optionalText;
import static credits.aws.ItemAttributes.optionalTime;
import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;

import credits.aws.AwsCall;
import credits.aws.TableKeys;
import credits.aws.VersionedItems;
import credits.aws.WebhookKeys;
import credits.identity.MemberId;
import credits.identity.UniqueId;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The webhook endpoints of the platform, one item each.
///
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class EventEndpointStore {
    /// The maximum number of endpoints.
    public static final int MAX_ENDPOINTS = 10;

    private static final String DESCRIPTION = "the webhook endpoints";
    private static final int MAX_TRIES = 10;
    private static final String FAILING_SINCE = "failing_since";
    private static final String SWITCHED_OFF_AT = "switched_off_at";
    private static final String CREATED_BY = "created_by";
    private static final String EXPIRES_AT = "expires_at";

    private final DynamoDbClient dynamo;
    private final String table;
    private final VersionedItems items;

    public EventEndpointStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.items = new VersionedItems(dynamo, table, DESCRIPTION);
    }

    /// Returns all endpoints, by name.
    public List<EventEndpoint> list() {
        return AwsCall.readOrWrite(
                DESCRIPTION,
                () -> dynamo
                        .queryPaginator(query -> query.tableName(table)
                                .keyConditionExpression(TableKeys.PARTITION_KEY + " = :p")
                                .expressionAttributeValues(Map.of(":p", text(WebhookKeys.ENDPOINT_PARTITION)))
                                .consistentRead(true))
                        .items()
                        .stream()
                        .map(EventEndpointStore::fromItem)
                        .toList());
    }

    public Optional<EventEndpoint> find(EndpointId id) {
        return Optional.of(items.read(key(id))).filter(item -> !item.isEmpty()).map(EventEndpointStore::fromItem);
    }

    /// Stores `next` in place of the version that it is based on. Returns false if another version is there.
    public boolean tryReplace(EventEndpoint next) {
        return items.tryReplace(toItem(next), next.version());
    }

    /// Changes an endpoint, and returns it as stored; empty if there is none. A change that returns what it was given
    /// writes nothing.
    public Optional<EventEndpoint> update(EndpointId id, UnaryOperator<EventEndpoint> change) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            var before = find(id);
            if (before.isEmpty()) return before;
            var after = change.apply(before.get());
            if (after.equals(before.get()) || tryReplace(after)) return Optional.of(after);
        }
        throw new ServiceUnavailableException("others kept changing the webhook endpoint " + id);
    }

    private static Map<String, AttributeValue> key(EndpointId id) {
        return Map.of(
                TableKeys.PARTITION_KEY, text(WebhookKeys.ENDPOINT_PARTITION), TableKeys.SORT_KEY, text(id.value()));
    }

    private static Map<String, AttributeValue> toItem(EventEndpoint endpoint) {
        var item = new HashMap<>(key(endpoint.id()));
        item.put("url", text(endpoint.url().toString()));
        item.put(
                "event_types",
                AttributeValue.fromL(endpoint.eventTypes().stream()
                        .map(AttributeValue::fromS)
                        .toList()));
        item.put("enabled", AttributeValue.fromBool(endpoint.isEnabled()));
        item.put(
                "secrets",
                AttributeValue.fromL(endpoint.secrets().stream()
                        .map(secret -> AttributeValue.fromM(toAttributes(secret)))
                        .toList()));
        putTime(item, FAILING_SINCE, endpoint.failingSince());
        putTime(item, SWITCHED_OFF_AT, endpoint.switchedOffAt());
        item.put("changed_by", text(endpoint.changedBy().value()));
        item.put("changed_at", time(endpoint.changedAt()));
        return item;
    }

    private static Map<String, AttributeValue> toAttributes(WebhookSecret secret) {
        var attributes = new HashMap<>(Map.of("text", text(secret.text())));
        secret.createdBy().ifPresent(key -> attributes.put(CREATED_BY, text(key.toString())));
        putTime(attributes, EXPIRES_AT, secret.expiresAt());
        return attributes;
    }

    private static void putTime(Map<String, AttributeValue> item, String name, Optional<Instant> value) {
        value.ifPresent(at -> item.put(name, time(at)));
    }

    private static EventEndpoint fromItem(Map<String, AttributeValue> item) {
        return new EventEndpoint(
                new EndpointId(text(item, TableKeys.SORT_KEY)),
                WebhookUrl.parse(text(item, "url")),
                required(item, "event_types").l().stream()
                        .map(AttributeValue::s)
                        .toList(),
                required(item, "enabled").bool(),
                required(item, "secrets").l().stream()
                        .map(each -> toSecret(each.m()))
                        .toList(),
                optionalTime(item, FAILING_SINCE),
                optionalTime(item, SWITCHED_OFF_AT),
                new MemberId(text(item, "changed_by")),
                time(item, "changed_at"),
                VersionedItems.versionOf(item));
    }

    private static WebhookSecret toSecret(Map<String, AttributeValue> attributes) {
        return new WebhookSecret(
                text(attributes, "text"),
                optionalText(attributes, CREATED_BY).flatMap(UniqueId::parse),
                optionalTime(attributes, EXPIRES_AT));
    }
}
