package credits.ledger.verification;

import static java.util.Objects.requireNonNull;

import credits.account.DomainEvent;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.ledger.Segment;
import credits.ledger.codec.AccountStateCodec;
import credits.ledger.codec.EventsCodec;
import credits.money.Eur;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Writes to the table what no function may write.
final class Tampering {
    private final OrganisationId organisation;

    Tampering(OrganisationId organisation) {
        this.organisation = organisation;
    }

    /// Returns which segment was tampered with.
    long tamper(TamperedSegment tampered) {
        long number = tampered.segment();
        switch (tampered) {
            case LESS_USED_FOR_PEOPLE_TO_SEE -> change(number, "used", AttributeValue.fromN("0.01"));
            case A_SEGMENT_REMOVED -> remove(number);
            case HALF_A_STATE -> truncate(number, "state");
            case ENTRIES_THAT_CANNOT_BE_READ -> truncate(number, "entries");
            case ANOTHER_HASH ->
                change(number, "prev", requireNonNull(item(number - 2).get("prev")));
            case USAGE_WITHOUT_ITS_ENTRIES -> {
                var item = item(number);
                var _ = item.remove("entries");
                put(item);
            }
            case A_CREDIT_OF_ANOTHER_AMOUNT ->
                change(number, "events", events(new DomainEvent.ToppedUp(new UniqueId(1, 1), Eur.of("90.00"))));
            default -> repack(tampered, number);
        }
        return number;
    }

    void remove(long number) {
        var _ = DynamoDbFixture.DYNAMO.deleteItem(
                delete -> delete.tableName(DynamoDbFixture.TABLE_NAME).key(key(number)));
    }

    void change(long number, String attribute, AttributeValue value) {
        var item = item(number);
        var _ = item.put(attribute, value);
        put(item);
    }

    Map<String, AttributeValue> item(long number) {
        var item = DynamoDbFixture.DYNAMO
                .getItem(get -> get.tableName(DynamoDbFixture.TABLE_NAME)
                        .key(key(number))
                        .consistentRead(true))
                .item();
        return new HashMap<>(item);
    }

    void put(Map<String, AttributeValue> item) {
        var _ = DynamoDbFixture.DYNAMO.putItem(
                put -> put.tableName(DynamoDbFixture.TABLE_NAME).item(item));
    }

    private void truncate(long number, String attribute) {
        var bytes = requireNonNull(item(number).get(attribute)).b().asByteArray();
        var half = Arrays.copyOf(bytes, bytes.length / 2);
        change(number, attribute, AttributeValue.fromB(SdkBytes.fromByteArray(half)));
    }

    private static AttributeValue events(DomainEvent event) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(EventsCodec.pack(List.of(event))));
    }

    private void repack(TamperedSegment tampered, long number) {
        var item = item(number);
        var segment = Segment.fromItem(item);
        var account = tampered.tampered(segment.account());
        item.putAll(Map.of(
                "state",
                AttributeValue.fromB(SdkBytes.fromByteArray(
                        AccountStateCodec.pack(account, segment.watermarks(), segment.recentIds()))),
                "at",
                AttributeValue.fromN(Long.toString(account.accountingTime().toEpochMilli())),
                "balance",
                AttributeValue.fromN(account.balance().toString())));
        // A day's cost is part of what is used.
        var used = Segment.fromItem(item).account().used();
        item.put("used", AttributeValue.fromN(used.toString()));
        put(item);
    }

    private Map<String, AttributeValue> key(long number) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(number)));
    }
}
