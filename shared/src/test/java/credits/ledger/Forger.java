package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.account.Event;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Writes to the table what no function may write.
final class Forger {
    private final OrganisationId organisation;

    Forger(OrganisationId organisation) {
        this.organisation = organisation;
    }

    /// Returns which segment was tampered with.
    long commits(Forgery forgery) {
        long number = forgery.segment();
        switch (forgery) {
            case LESS_USED_FOR_PEOPLE_TO_SEE -> changes(number, "used", AttributeValue.fromN("0.01"));
            case A_SEGMENT_REMOVED -> removes(number);
            case HALF_A_STATE -> cuts(number, "state");
            case ENTRIES_THAT_CANNOT_BE_READ -> cuts(number, "entries");
            case ANOTHER_HASH ->
                changes(number, "prev", requireNonNull(item(number - 2).get("prev")));
            case USAGE_WITHOUT_ITS_ENTRIES -> {
                var item = item(number);
                var _ = item.remove("entries");
                puts(item);
            }
            case A_CREDIT_OF_ANOTHER_AMOUNT ->
                changes(number, "events", events(new Event.ToppedUp(new UniqueId(1, 1), Eur.of("90.00"))));
            default -> repacks(forgery, number);
        }
        return number;
    }

    void removes(long number) {
        var _ = LocalTable.DYNAMO.deleteItem(
                delete -> delete.tableName(LocalTable.NAME).key(key(number)));
    }

    void changes(long number, String attribute, AttributeValue value) {
        var item = item(number);
        var _ = item.put(attribute, value);
        puts(item);
    }

    Map<String, AttributeValue> item(long number) {
        var item = LocalTable.DYNAMO
                .getItem(get -> get.tableName(LocalTable.NAME).key(key(number)).consistentRead(true))
                .item();
        return new HashMap<>(item);
    }

    void puts(Map<String, AttributeValue> item) {
        var _ = LocalTable.DYNAMO.putItem(put -> put.tableName(LocalTable.NAME).item(item));
    }

    private void cuts(long number, String attribute) {
        var bytes = requireNonNull(item(number).get(attribute)).b().asByteArray();
        var half = Arrays.copyOf(bytes, bytes.length / 2);
        changes(number, attribute, AttributeValue.fromB(SdkBytes.fromByteArray(half)));
    }

    private static AttributeValue events(Event event) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(EventsCodec.pack(List.of(event))));
    }

    private void repacks(Forgery forgery, long number) {
        var item = item(number);
        var segment = Segment.from(item);
        var account = forgery.forged(segment.account());
        item.putAll(Map.of(
                "state",
                AttributeValue.fromB(SdkBytes.fromByteArray(StateCodec.pack(account, segment.marks()))),
                "at",
                AttributeValue.fromN(Long.toString(account.at().toEpochMilli())),
                "balance",
                AttributeValue.fromN(account.balance().toString())));
        // A day's cost is part of what is used.
        var used = Segment.from(item).account().used();
        item.put("used", AttributeValue.fromN(used.toString()));
        puts(item);
    }

    private Map<String, AttributeValue> key(long number) {
        return Map.of(
                Table.PARTITION, AttributeValue.fromS(Table.account(organisation)),
                Table.SORT, AttributeValue.fromS(Table.segment(number)));
    }
}
