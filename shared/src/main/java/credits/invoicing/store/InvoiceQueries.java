package credits.invoicing.store;

import static java.util.stream.Collectors.toMap;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.TaxDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the invoices and credit notes that were issued, and the list of documents of each payment. They are issued
/// by [InvoiceIssuance].
///
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class InvoiceQueries {
    private final DynamoDbClient dynamo;
    private final String table;

    public InvoiceQueries(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Reads the documents of a payment.
    public PaymentDocuments findDocuments(OrganisationId organisation, PaymentId paymentId) {
        return callStore(
                () -> PaymentDocumentsCodec.fromItem(read(TableKeys.paymentDocumentsKey(organisation, paymentId))));
    }

    /// Reads the documents of the payments of `organisation` with ids from `first` to `last`, both included.
    public Map<UniqueId, PaymentDocuments> findDocumentsBetween(
            OrganisationId organisation, UniqueId first, UniqueId last) {
        var between = TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to";
        return callStore(() -> dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(between)
                        .expressionAttributeValues(Map.of(
                                ":p", ItemAttributes.text(TableKeys.profilePartition(organisation)),
                                ":from", ItemAttributes.text(TableKeys.PAYMENT_DOCUMENTS_PREFIX + first),
                                ":to", ItemAttributes.text(TableKeys.PAYMENT_DOCUMENTS_PREFIX + last))))
                .items()
                .stream()
                .collect(toMap(InvoiceQueries::paymentKeyOf, PaymentDocumentsCodec::fromItem)));
    }

    private static UniqueId paymentKeyOf(Map<String, AttributeValue> item) {
        var sort = ItemAttributes.text(item, TableKeys.SORT_KEY);
        return UniqueId.parse(sort.substring(TableKeys.PAYMENT_DOCUMENTS_PREFIX.length()))
                .orElseThrow();
    }

    /// Returns the document with `number`; empty if none was issued under it.
    public Optional<TaxDocument> findDocument(DocumentNumber number) {
        return callStore(() -> Optional.of(read(TableKeys.documentKey(number))))
                .filter(item -> !item.isEmpty())
                .map(TaxDocumentCodec::fromItem);
    }

    /// Returns at most `limit` documents of a series in the order of their numbers, from `first` on.
    public List<TaxDocument> listDocuments(DocumentNumber first, int limit) {
        return callStore(() -> dynamo.query(query -> query.tableName(table)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression(
                                TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":p", ItemAttributes.text(TableKeys.INVOICE_PARTITION),
                                ":from", ItemAttributes.text(TableKeys.documentSort(first)),
                                ":to", ItemAttributes.text(TableKeys.lastDocumentSort(first.series()))))))
                .items()
                .stream()
                .map(TaxDocumentCodec::fromItem)
                .toList();
    }

    /// Returns how many documents of `series` have been issued: the position of the last one.
    public int issuedCount(NumberSeries series) {
        return readCounter(series).issuedCount();
    }

    NumberCounter readCounter(NumberSeries series) {
        var item = callStore(() -> read(TableKeys.counterKey(series)));
        return NumberCounter.fromItem(series, item);
    }

    private Map<String, AttributeValue> read(Map<String, AttributeValue> key) {
        return dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                .item();
    }

    static <T> T callStore(Supplier<T> call) {
        return AwsCall.readOrWrite("the invoices", call);
    }
}
