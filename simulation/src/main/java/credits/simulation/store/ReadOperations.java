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
final class ReadOperations {
    private static final Set<String> GET_PARAMETERS =
            Set.of("TableName", "Key", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames");
    private static final Set<String> QUERY_PARAMETERS = Set.of(
            "TableName",
            "KeyConditionExpression",
            "ConsistentRead",
            "ScanIndexForward",
            "Limit",
            "ExclusiveStartKey",
            "ProjectionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues");

    private final ItemVersions versions;
    private final CapacityMeter meter;

    ReadOperations(ItemVersions versions, CapacityMeter meter) {
        this.versions = versions;
        this.meter = meter;
    }

    GetItemResponse get(GetItemRequest request, int asOf) {
        SupportedParameters.rejectOthers(request, GET_PARAMETERS);
        var placeholders = new ExpressionPlaceholders(request.expressionAttributeNames(), Map.of());
        var projection = ProjectionExpression.parse(request.projectionExpression(), placeholders);
        if (request.projectionExpression() == null) placeholders.rejectAny();
        placeholders.rejectUnused();
        var key = ItemKey.ofKey(request.key());
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        var item = versions.find(key, consistent ? versions.commits() : asOf);
        meter.recordRead(StoreOperation.GET, item.map(StoredItem::bytes).orElse(0), consistent);
        var response = GetItemResponse.builder();
        item.ifPresent(found -> response.item(projection.project(found)));
        return response.build();
    }

    QueryResponse query(QueryRequest request, int asOf) {
        SupportedParameters.rejectOthers(request, QUERY_PARAMETERS);
        if (request.limit() != null && request.limit() < 1) {
            throw DynamoDbErrors.validationError("Limit must be greater than or equal to 1");
        }
        var placeholders =
                new ExpressionPlaceholders(request.expressionAttributeNames(), request.expressionAttributeValues());
        if (request.keyConditionExpression() == null) {
            throw new UnsupportedOperationException("a query without KeyConditionExpression");
        }
        var range = KeyRange.parse(request.keyConditionExpression(), placeholders);
        var projection = ProjectionExpression.parse(request.projectionExpression(), placeholders);
        placeholders.rejectUnused();
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        boolean forward = requireNonNullElse(request.scanIndexForward(), true);
        var rest = request.exclusiveStartKey().isEmpty()
                ? range
                : range.after(ItemKey.ofKey(request.exclusiveStartKey()), forward);
        var items = versions.range(rest, forward, consistent ? versions.commits() : asOf);
        var page = ResultPage.of(items.iterator(), requireNonNullElse(request.limit(), Integer.MAX_VALUE));
        meter.recordRead(StoreOperation.QUERY, page.bytes(), consistent);
        return toResponse(page, projection, page.lastKey().filter(last -> !range.endsAt(last, forward)));
    }

    private static QueryResponse toResponse(ResultPage page, ProjectionExpression projection, Optional<ItemKey> last) {
        var items = page.items();
        var response = QueryResponse.builder()
                .items(items.stream().map(projection::project).toList())
                .count(items.size())
                .scannedCount(items.size());
        last.ifPresent(key -> response.lastEvaluatedKey(key.attributes()));
        return response.build();
    }
}
