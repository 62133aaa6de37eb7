package credits.ledger;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Segments stored one by one, put into one item as if one commit had appended them together.
public final class JoinedSegments {
    private JoinedSegments() {}

    /// Joins the segments `first` to `last` of an account in the item of `first`.
    public static void join(OrganisationId organisation, long first, long last) {
        var dynamo = DynamoDbFixture.DYNAMO;
        var store = new SegmentStore(dynamo, DynamoDbFixture.TABLE_NAME);
        var run = store.segmentsBackwards(organisation, first, last, (int) (last - first + 1))
                .reversed();
        for (var segment : run) {
            var _ = dynamo.deleteItem(delete -> delete.tableName(DynamoDbFixture.TABLE_NAME)
                    .key(Map.of(
                            TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                            TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(segment.number())))));
        }
        var _ = dynamo.putItem(
                put -> put.tableName(DynamoDbFixture.TABLE_NAME).item(SegmentRun.toItem(List.copyOf(run))));
    }
}
