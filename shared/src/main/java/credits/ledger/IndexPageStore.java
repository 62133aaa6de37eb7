package credits.ledger;

import static credits.aws.ItemAttributes.text;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The pages of the [IdIndex] in the table, and how far searches have come that ran out of time. All of it is derived:
/// no answer depends on whether a write succeeds, and a role may not be allowed to write.
final class IndexPageStore {
    private final DynamoDbClient dynamo;
    private final String table;

    IndexPageStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Some neighbouring pages.
    ///
    /// @param first the number of the first page that was asked for, whether or not it exists
    /// @param pages the pages from `first` on that exist, by their numbers
    record PageRange(long first, Map<Long, IndexPage> pages) {
        Optional<IndexPage> find(long number) {
            return Optional.ofNullable(pages.get(number));
        }
    }

    /// Reads the pages `first` to `last` in one request. If they are too large for one, the older ones are left out.
    PageRange read(OrganisationId organisation, long first, long last) {
        var response = dynamo.query(query -> query.tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .keyConditionExpression(
                        TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                        ":from", AttributeValue.fromS(TableKeys.indexPageSort(first)),
                        ":to", AttributeValue.fromS(TableKeys.indexPageSort(last)))));
        var pages = new HashMap<Long, IndexPage>();
        long oldest = first;
        for (var item : response.items()) {
            long number = TableKeys.indexPageNumber(text(item, TableKeys.SORT_KEY));
            IndexPage.fromItem(item).ifPresent(page -> pages.put(number, page));
            if (response.hasLastEvaluatedKey()) oldest = number;
        }
        return new PageRange(oldest, pages);
    }

    /// Writes a page. Returns whether that succeeded.
    boolean write(OrganisationId organisation, long number, IndexPage page) {
        var key = key(organisation, TableKeys.indexPageSort(number));
        return put("index_page_not_written " + organisation + " " + number, key, page.toAttributes());
    }

    /// Returns what an earlier search for `id` has proved.
    Optional<SearchedRange> findSearched(OrganisationId organisation, UniqueId id) {
        var key = key(organisation, TableKeys.searchSort(id));
        var item = dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(SearchedRange.fromItem(item));
    }

    /// Stores what a search for `id` has proved. Returns whether that succeeded.
    boolean write(OrganisationId organisation, UniqueId id, SearchedRange range) {
        var key = key(organisation, TableKeys.searchSort(id));
        return put("search_not_written " + organisation + " " + id, key, range.toAttributes());
    }

    private boolean put(String warning, Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(attributes);
        item.putAll(key);
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item));
            return true;
        } catch (SdkException fault) {
            // Not the whole name of the fault's class: an alarm counts those.
            var detail = fault.getClass().getSimpleName();
            System.getLogger(IdIndex.class.getName()).log(Level.WARNING, "{0}: {1}", warning, detail);
            return false;
        }
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, String sort) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(sort));
    }
}
