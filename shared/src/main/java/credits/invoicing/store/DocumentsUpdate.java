package credits.invoicing.store;

import credits.aws.TableKeys;
import credits.invoicing.TaxDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The change of the list of a payment's documents.
final class DocumentsUpdate {
    private DocumentsUpdate() {}

    /// Replaces the attributes that list the payment's documents, if they still are as in `before`.
    static TransactWriteItem of(
            String table,
            TaxDocument document,
            PaymentDocuments before,
            PaymentDocuments after,
            Map<String, AttributeValue> alsoSet) {
        var known = PaymentDocumentsCodec.toAttributes(before);
        var set = new TreeMap<>(alsoSet);
        PaymentDocumentsCodec.toAttributes(after).forEach((attribute, value) -> {
            if (!value.equals(known.get(attribute))) set.put(attribute, value);
        });
        var values = new HashMap<String, AttributeValue>();
        var changes = new ArrayList<String>();
        set.forEach((attribute, value) -> {
            changes.add(attribute + " = :" + attribute);
            values.put(":" + attribute, value);
        });
        var conditions = new ArrayList<String>();
        for (var attribute : PaymentDocumentsCodec.LISTS) {
            var value = known.get(attribute);
            conditions.add(
                    value == null ? "attribute_not_exists(" + attribute + ")" : attribute + " = :before_" + attribute);
            if (value != null) values.put(":before_" + attribute, value);
        }
        return NumberCounter.conditionalUpdate(
                table,
                TableKeys.paymentDocumentsKey(
                        document.invoiceData().organisation(),
                        document.invoiceData().paymentId()),
                "SET " + String.join(", ", changes),
                String.join(" AND ", conditions),
                values);
    }
}
