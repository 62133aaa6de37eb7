package credits.ledger.close;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;

import credits.aws.AwsCall;
import credits.aws.CloseKeys;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The months of all accounts, and the rounds that bring them up to date. A closed month is never overwritten. Throws
/// [credits.retry.ServiceUnavailableException] if the store does not answer.
public final class MonthlyCloseStore {
    private static final String IF_NOT_CLOSED = TableKeys.IF_ABSENT + " OR " + MonthTotalsCodec.FROZEN + " = :open";
    private static final String OF_MONTH =
            TableKeys.PARTITION_KEY + " = :p AND begins_with(" + TableKeys.SORT_KEY + ", :month)";

    private final DynamoDbClient dynamo;
    private final String table;

    public MonthlyCloseStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A month of one of the accounts.
    public record AccountMonth(OrganisationId organisation, MonthTotals totals) {}

    /// Returns the month of an account that is open; empty before the first run.
    Optional<MonthTotals> findOpen(OrganisationId organisation) {
        return find(CloseKeys.openSort(organisation)).map(MonthTotalsCodec::fromItem);
    }

    /// Stores an open month. The item from which a run goes on is the last to be written, so that a run that is cut off
    /// is repeated.
    void saveOpen(OrganisationId organisation, MonthTotals totals) {
        putUnlessClosed(organisation, totals);
        put(item(CloseKeys.openSort(organisation), totals));
    }

    /// Stores a closed month; one that is closed already stays as it is.
    void saveClosed(OrganisationId organisation, MonthTotals totals) {
        putUnlessClosed(organisation, totals);
    }

    private void putUnlessClosed(OrganisationId organisation, MonthTotals totals) {
        try {
            var _ = callStore(() -> dynamo.putItem(put -> put.tableName(table)
                    .item(item(CloseKeys.monthSort(totals.month(), organisation), totals))
                    .conditionExpression(IF_NOT_CLOSED)
                    .expressionAttributeValues(Map.of(":open", AttributeValue.fromBool(false)))));
        } catch (ConditionalCheckFailedException closed) {
            return; // by a run that was cut off after it, with the same totals
        }
    }

    /// Returns a month of all accounts that have one, by name.
    ///
    /// @param unreadable receives a fault for each item that cannot be read, which names it
    public List<AccountMonth> list(YearMonth month, Consumer<RuntimeException> unreadable) {
        var prefix = CloseKeys.monthPrefix(month);
        return callStore(() -> dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(OF_MONTH)
                        .expressionAttributeValues(Map.of(
                                ":p",
                                AttributeValue.fromS(TableKeys.RECONCILIATION_PARTITION),
                                ":month",
                                AttributeValue.fromS(prefix))))
                .items()
                .stream()
                .flatMap(item -> ItemAttributes.tryRead(item, each -> accountMonth(each, prefix), unreadable).stream())
                .toList());
    }

    private static AccountMonth accountMonth(Map<String, AttributeValue> item, String prefix) {
        var name = text(item, TableKeys.SORT_KEY).substring(prefix.length());
        return new AccountMonth(new OrganisationId(name), MonthTotalsCodec.fromItem(item));
    }

    /// Returns the latest round; empty before the first.
    public Optional<CloseRound> latestRound() {
        return find(CloseKeys.ROUND_SORT)
                .map(item -> new CloseRound(
                        time(item, "began"),
                        required(item, "done").bool(),
                        ItemAttributes.optionalText(item, "last").map(OrganisationId::new),
                        number(item, "accounts"),
                        number(item, "differences")));
    }

    /// Returns when the latest complete round began; empty before the first.
    public Optional<Instant> completedAsOf() {
        return find(CloseKeys.COMPLETED_SORT).map(item -> time(item, "began"));
    }

    public void save(CloseRound round) {
        var item = key(CloseKeys.ROUND_SORT);
        item.put("began", time(round.startedAt()));
        item.put("done", AttributeValue.fromBool(round.isComplete()));
        item.put("accounts", number(round.accountCount()));
        item.put("differences", number(round.differenceCount()));
        round.lastOrganisation().ifPresent(last -> item.put("last", text(last.value())));
        if (round.isComplete()) {
            var completed = key(CloseKeys.COMPLETED_SORT);
            completed.put("began", time(round.startedAt()));
            put(completed);
        }
        put(item);
    }

    private static Map<String, AttributeValue> item(String sort, MonthTotals totals) {
        var item = key(sort);
        item.putAll(MonthTotalsCodec.toItem(totals));
        return item;
    }

    private Optional<Map<String, AttributeValue>> find(String sort) {
        return callStore(() -> {
            var item = dynamo.getItem(get -> get.tableName(table).key(key(sort)).consistentRead(true))
                    .item();
            return Optional.of(item).filter(found -> !found.isEmpty());
        });
    }

    private void put(Map<String, AttributeValue> item) {
        var _ = callStore(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static Map<String, AttributeValue> key(String sort) {
        var key = new HashMap<String, AttributeValue>();
        key.put(TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.RECONCILIATION_PARTITION));
        key.put(TableKeys.SORT_KEY, AttributeValue.fromS(sort));
        return key;
    }

    private static <T> T callStore(Supplier<T> call) {
        return AwsCall.readOrWrite("the monthly close", call);
    }
}
