package credits.invoicing.store;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// The number counter of a series of documents.
///
/// @param issuedCount the number of documents issued: the position of the last one
/// @param latestIssueDate the day on which the last one was issued
record NumberCounter(NumberSeries series, int issuedCount, LocalDate latestIssueDate) {
    private static final String ISSUED_ATTRIBUTE = "issued";
    private static final String LATEST_DAY_ATTRIBUTE = "latest_day";

    /// Returns the counter in `item`, which is empty before the first document.
    static NumberCounter fromItem(NumberSeries series, Map<String, AttributeValue> item) {
        if (item.isEmpty()) return new NumberCounter(series, 0, LocalDate.MIN);
        return new NumberCounter(
                series,
                Math.toIntExact(ItemAttributes.number(item, ISSUED_ATTRIBUTE)),
                LocalDate.parse(ItemAttributes.text(item, LATEST_DAY_ATTRIBUTE)));
    }

    DocumentNumber nextNumber() {
        return new DocumentNumber(series, issuedCount + 1);
    }

    /// Returns the day of issue: never before that of the previous number, even if the clocks of two workers
    /// differ.
    LocalDate issueDate(LocalDate today) {
        return today.isBefore(latestIssueDate) ? latestIssueDate : today;
    }

    /// Returns the write that increments the counter if it is unchanged.
    TransactWriteItem increment(String table, LocalDate day) {
        var values = new HashMap<>(
                Map.of(":next", ItemAttributes.number(issuedCount + 1L), ":day", ItemAttributes.text(day.toString())));
        if (issuedCount > 0) values.put(":issued", ItemAttributes.number(issuedCount));
        return conditionalUpdate(
                table,
                TableKeys.counterKey(series),
                "SET " + ISSUED_ATTRIBUTE + " = :next, " + LATEST_DAY_ATTRIBUTE + " = :day",
                issuedCount > 0 ? ISSUED_ATTRIBUTE + " = :issued" : "attribute_not_exists(" + ISSUED_ATTRIBUTE + ")",
                values);
    }

    static TransactWriteItem conditionalUpdate(
            String table,
            Map<String, AttributeValue> key,
            String updateExpression,
            String condition,
            Map<String, AttributeValue> values) {
        var update = Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression(updateExpression)
                .conditionExpression(condition)
                .expressionAttributeValues(values);
        return TransactWriteItem.builder().update(update.build()).build();
    }
}
