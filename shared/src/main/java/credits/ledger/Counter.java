package credits.ledger;

import credits.topup.DocumentNumber;
import credits.topup.Series;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// The number counter of a series of documents.
///
/// @param issued the number of documents issued: the position of the last one
/// @param latest the day on which the last one was issued
record Counter(Series series, int issued, LocalDate latest) {
    private static final String ISSUED = "issued";
    private static final String LATEST_DAY = "latest_day";

    /// Returns the counter in `item`, which is empty before the first document.
    static Counter of(Series series, Map<String, AttributeValue> item) {
        if (item.isEmpty()) return new Counter(series, 0, LocalDate.MIN);
        return new Counter(
                series,
                Math.toIntExact(DocumentCodec.number(item, ISSUED)),
                LocalDate.parse(DocumentCodec.text(item, LATEST_DAY)));
    }

    DocumentNumber next() {
        return new DocumentNumber(series, issued + 1);
    }

    /// Returns the day of issue: never before that of the previous number, whatever the clocks of two workers say.
    LocalDate dayOn(LocalDate today) {
        return today.isBefore(latest) ? latest : today;
    }

    /// Returns the write that increments the counter if it is unchanged.
    TransactWriteItem raised(String table, LocalDate day) {
        var values = new HashMap<>(
                Map.of(":next", DocumentCodec.number(issued + 1L), ":day", DocumentCodec.text(day.toString())));
        if (issued > 0) values.put(":issued", DocumentCodec.number(issued));
        return update(
                table,
                Table.counterKey(series),
                "SET " + ISSUED + " = :next, " + LATEST_DAY + " = :day",
                issued > 0 ? ISSUED + " = :issued" : "attribute_not_exists(" + ISSUED + ")",
                values);
    }

    static TransactWriteItem update(
            String table,
            Map<String, AttributeValue> key,
            String change,
            String condition,
            Map<String, AttributeValue> values) {
        var update = Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression(change)
                .conditionExpression(condition)
                .expressionAttributeValues(values);
        return TransactWriteItem.builder().update(update.build()).build();
    }
}
