package credits.ledger;

import static java.util.stream.Collectors.toMap;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.topup.DocumentNumber;
import credits.topup.PaymentId;
import credits.topup.Series;
import credits.topup.TaxDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the invoices and credit notes that were issued, and the list of documents of each payment. They are issued
/// by [Invoices].
///
/// Throws [Unavailable] if the store does not answer.
public final class InvoiceRecords {
    private final DynamoDbClient dynamo;
    private final String table;

    public InvoiceRecords(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Reads the documents of a payment.
    public Paperwork paperwork(OrganisationId organisation, PaymentId payment) {
        return asked(() -> Paperwork.of(read(Table.paperworkKey(organisation, payment))));
    }

    /// Reads the documents of the payments of `organisation` with ids from `first` to `last`, both included.
    public Map<UniqueId, Paperwork> paperwork(OrganisationId organisation, UniqueId first, UniqueId last) {
        var between = Table.PARTITION + " = :p AND " + Table.SORT + " BETWEEN :from AND :to";
        return asked(() -> dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(between)
                        .expressionAttributeValues(Map.of(
                                ":p", DocumentCodec.text(Table.profile(organisation)),
                                ":from", DocumentCodec.text(Table.PAPERWORK + first),
                                ":to", DocumentCodec.text(Table.PAPERWORK + last))))
                .items()
                .stream()
                .collect(toMap(InvoiceRecords::payment, Paperwork::of)));
    }

    private static UniqueId payment(Map<String, AttributeValue> item) {
        var sort = DocumentCodec.text(item, Table.SORT);
        return UniqueId.parse(sort.substring(Table.PAPERWORK.length())).orElseThrow();
    }

    /// Returns the document with `number`; empty if none was issued under it.
    public Optional<TaxDocument> find(DocumentNumber number) {
        return asked(() -> Optional.of(read(Table.documentKey(number))))
                .filter(item -> !item.isEmpty())
                .map(DocumentCodec::document);
    }

    /// Returns at most `most` documents of a series in the order of their numbers, from `first` on.
    public List<TaxDocument> page(DocumentNumber first, int most) {
        return asked(() -> dynamo.query(query -> query.tableName(table)
                        .consistentRead(true)
                        .limit(most)
                        .keyConditionExpression(Table.PARTITION + " = :p AND " + Table.SORT + " BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":p", DocumentCodec.text(Table.INVOICES),
                                ":from", DocumentCodec.text(Table.document(first)),
                                ":to", DocumentCodec.text(Table.lastDocument(first.series()))))))
                .items()
                .stream()
                .map(DocumentCodec::document)
                .toList();
    }

    /// Returns how many documents of `series` have been issued: the position of the last one.
    public int issued(Series series) {
        return asked(() -> counter(series)).issued();
    }

    Counter counter(Series series) {
        var item = read(Table.counterKey(series));
        return Counter.of(series, item);
    }

    private Map<String, AttributeValue> read(Map<String, AttributeValue> key) {
        return dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                .item();
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException fault) {
            throw new Unavailable("the invoices did not answer", fault);
        }
    }
}
