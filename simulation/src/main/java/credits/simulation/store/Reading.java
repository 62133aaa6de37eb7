package credits.simulation.store;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reads one item, or one page of a range. A read that is not strongly consistent sees the table as of an earlier
/// commit if one is given.
final class Reading {
    private static final Set<String> OF_GET =
            Set.of("TableName", "Key", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames");
    private static final Set<String> OF_QUERY = Set.of(
            "TableName",
            "KeyConditionExpression",
            "ConsistentRead",
            "ScanIndexForward",
            "Limit",
            "ExclusiveStartKey",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues");

    private final Versions versions;
    private final Meter meter;

    Reading(Versions versions, Meter meter) {
        this.versions = versions;
        this.meter = meter;
    }

    GetItemResponse get(GetItemRequest request, int asOf) {
        Known.only(request, OF_GET);
        var placeholders = new Placeholders(request.expressionAttributeNames(), Map.of());
        var projection = Projection.parse(request.projectionExpression(), placeholders);
        if (request.projectionExpression() == null) placeholders.refuseAny();
        placeholders.refuseUnused();
        var key = Key.named(request.key());
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        var item = versions.find(key, consistent ? versions.commits() : asOf);
        meter.read(Operation.GET, item.map(Item::bytes).orElse(0), consistent);
        var response = GetItemResponse.builder();
        item.ifPresent(found -> response.item(projection.of(found)));
        return response.build();
    }

    QueryResponse query(QueryRequest request, int asOf) {
        Known.only(request, OF_QUERY);
        if (request.limit() != null && request.limit() < 1) {
            throw Rejection.invalid("Limit must be greater than or equal to 1");
        }
        var placeholders = new Placeholders(request.expressionAttributeNames(), request.expressionAttributeValues());
        if (request.keyConditionExpression() == null) {
            throw new UnsupportedOperationException("a query without KeyConditionExpression");
        }
        var range = KeyRange.parse(request.keyConditionExpression(), placeholders);
        var projection = Projection.parse(request.projectionExpression(), placeholders);
        placeholders.refuseUnused();
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        boolean forward = requireNonNullElse(request.scanIndexForward(), true);
        var rest = request.exclusiveStartKey().isEmpty()
                ? range
                : range.after(Key.named(request.exclusiveStartKey()), forward);
        var items = versions.range(rest, forward, consistent ? versions.commits() : asOf);
        var page = Page.of(items.iterator(), requireNonNullElse(request.limit(), Integer.MAX_VALUE));
        meter.read(Operation.QUERY, page.bytes(), consistent);
        return answer(page, projection, page.last().filter(last -> !range.endsAt(last, forward)));
    }

    private static QueryResponse answer(Page page, Projection projection, Optional<Key> last) {
        var items = page.items();
        var response = QueryResponse.builder()
                .items(items.stream().map(projection::of).toList())
                .count(items.size())
                .scannedCount(items.size());
        last.ifPresent(key -> response.lastEvaluatedKey(key.attributes()));
        return response.build();
    }
}
