package credits.ledger.close;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;

import credits.aws.CloseKeys;
import credits.aws.ItemAttributes;
import credits.aws.NightlyItems;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The months of all accounts, and the rounds that bring them up to date. A closed month is never overwritten. Throws
/// [credits.retry.ServiceUnavailableException] if the store does not answer.
public final class MonthlyCloseStore {
    private static final String IF_NOT_CLOSED = TableKeys.IF_ABSENT + " OR " + MonthTotalsCodec.FROZEN + " = :open";

    private final NightlyItems items;

    public MonthlyCloseStore(DynamoDbClient dynamo, String table) {
        this.items = new NightlyItems(dynamo, table, "the monthly close");
    }

    /// A month of one of the accounts.
    public record AccountMonth(OrganisationId organisation, MonthTotals totals) {}

    /// Returns the month of an account that is open; empty before the first run.
    Optional<MonthTotals> findOpen(OrganisationId organisation) {
        return items.find(CloseKeys.openSort(organisation)).map(MonthTotalsCodec::fromItem);
    }

    /// Stores an open month. The item from which a run goes on is the last to be written, so that a run that is cut off
    /// is repeated.
    void saveOpen(OrganisationId organisation, MonthTotals totals) {
        putUnlessClosed(organisation, totals);
        items.put(CloseKeys.openSort(organisation), MonthTotalsCodec.toItem(totals));
    }

    /// Stores a closed month; one that is closed already stays as it is.
    void saveClosed(OrganisationId organisation, MonthTotals totals) {
        putUnlessClosed(organisation, totals);
    }

    private void putUnlessClosed(OrganisationId organisation, MonthTotals totals) {
        try {
            items.putIf(
                    CloseKeys.monthSort(totals.month(), organisation),
                    MonthTotalsCodec.toItem(totals),
                    IF_NOT_CLOSED,
                    Map.of(":open", AttributeValue.fromBool(false)));
        } catch (ConditionalCheckFailedException closed) {
            return; // by a run that was cut off after it, with the same totals
        }
    }

    /// Returns a month of all accounts that have one, by name.
    ///
    /// @param unreadable receives a fault for each item that cannot be read, which names it
    public List<AccountMonth> list(YearMonth month, Consumer<RuntimeException> unreadable) {
        var prefix = CloseKeys.monthPrefix(month);
        return items.readAll(prefix, item -> accountMonth(item, prefix), unreadable);
    }

    private static AccountMonth accountMonth(Map<String, AttributeValue> item, String prefix) {
        var name = text(item, TableKeys.SORT_KEY).substring(prefix.length());
        return new AccountMonth(new OrganisationId(name), MonthTotalsCodec.fromItem(item));
    }

    /// Returns the latest round; empty before the first.
    public Optional<CloseRound> latestRound() {
        return items.find(CloseKeys.ROUND_SORT)
                .map(item -> new CloseRound(
                        time(item, "began"),
                        required(item, "done").bool(),
                        ItemAttributes.optionalText(item, "last").map(OrganisationId::new),
                        number(item, "accounts"),
                        number(item, "differences")));
    }

    /// Returns when the latest complete round began; empty before the first.
    public Optional<Instant> completedAsOf() {
        return items.find(CloseKeys.COMPLETED_SORT).map(item -> time(item, "began"));
    }

    public void save(CloseRound round) {
        var began = time(round.startedAt());
        var item = new HashMap<String, AttributeValue>();
        item.put("began", began);
        item.put("done", AttributeValue.fromBool(round.isComplete()));
        item.put("accounts", number(round.accountCount()));
        item.put("differences", number(round.differenceCount()));
        round.lastOrganisation().ifPresent(last -> item.put("last", text(last.value())));
        if (round.isComplete()) items.put(CloseKeys.COMPLETED_SORT, Map.of("began", began));
        items.put(CloseKeys.ROUND_SORT, item);
    }
}
