package credits.invoicing.store;

import credits.aws.TableKeys;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import credits.invoicing.store.DueCorrection.CancelNote;
import credits.invoicing.store.DueCorrection.Credit;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Issues the invoices and credit notes of all payments: gapless numbers and frozen content.
///
/// The counter, the document and the payment's reference to it are written in one transaction. Wherever a worker
/// fails, every number has a document and a payment has one invoice. All methods are safe to repeat. Throws
/// [ServiceUnavailableException] if the store does not answer.
public final class InvoiceIssuance {
    private final DynamoDbClient dynamo;
    private final String table;
    private final InvoiceQueries queries;
    private final Supplier<RetryPolicy> retryPolicies;

    public InvoiceIssuance(DynamoDbClient dynamo, String table, Supplier<RetryPolicy> retryPolicies) {
        this.dynamo = dynamo;
        this.table = table;
        this.queries = new InvoiceQueries(dynamo, table);
        this.retryPolicies = retryPolicies;
    }

    /// A document of a payment, and all documents that the payment has with it.
    public record Issued<T>(T document, PaymentDocuments documents) {}

    /// Returns the invoice of `invoiceData`: the existing one, or a new one with the next number of the year's
    /// series, issued on `today` or on the day of the previous invoice, if that is later. The money must have been
    /// received.
    ///
    /// @param known the payment's documents as last read; they are read again only if they have changed
    public Issued<Invoice> issueInvoice(InvoiceData invoiceData, PaymentDocuments known, LocalDate today) {
        return withRetries(invoiceData, known, documents -> {
            if (documents.invoice().isPresent())
                return documents.invoice().map(ref -> new Issued<>((Invoice) find(ref.number()), documents));
            var counter = queries.readCounter(new NumberSeries(NumberSeries.Kind.INVOICES, today.getYear()));
            var invoice = new Invoice(counter.nextNumber(), counter.issueDate(today), invoiceData);
            return tryIssue(invoice, documents, counter).map(all -> new Issued<>(invoice, all));
        });
    }

    /// Issues the next document that the reversals of a payment require: a credit note for a reversal, or an
    /// invoice that cancels one; empty if there is none. The net amounts of all together are the share that
    /// the account has.
    ///
    /// @param invoice the payment's invoice
    /// @param known the payment's documents as last read; they are read again only if they have changed
    public Issued<Optional<TaxDocument>> issueCorrection(
            Invoice invoice, PaymentDocuments known, FinalReversals reversals, LocalDate today) {
        return withRetries(invoice.invoiceData(), known, documents -> {
            var due = DueCorrection.find(documents, reversals, invoice.amounts().totalCents());
            if (due.isEmpty()) return Optional.of(new Issued<>(Optional.empty(), documents));
            var counter = queries.readCounter(new NumberSeries(seriesOf(due.get()), today.getYear()));
            var document = toDocument(due.get(), invoice, documents.creditedCents(), counter, today);
            return tryIssue(document, documents, counter).map(all -> new Issued<>(Optional.of(document), all));
        });
    }

    private static NumberSeries.Kind seriesOf(DueCorrection due) {
        return switch (due) {
            case Credit _ -> NumberSeries.Kind.CREDIT_NOTES;
            case CancelNote _ -> NumberSeries.Kind.INVOICES;
        };
    }

    private TaxDocument toDocument(
            DueCorrection due, Invoice invoice, long creditedCents, NumberCounter counter, LocalDate today) {
        var sold = invoice.amounts();
        var number = counter.nextNumber();
        var issuedOn = counter.issueDate(today);
        return switch (due) {
            case Credit(var reversal, var cents) ->
                new CreditNote(
                        number,
                        issuedOn,
                        invoice.invoiceData(),
                        new PrecedingDocument(invoice.number(), invoice.issuedOn()),
                        sold.remainingShare(creditedCents + cents, creditedCents),
                        reversal.reason(),
                        Optional.of(reversal.id()),
                        reversal.on(),
                        Optional.of(sold.totalCents() - creditedCents - cents));
            case CancelNote(var note, var cents) ->
                new Invoice(
                        number,
                        issuedOn,
                        invoice.invoiceData(),
                        sold.remainingShare(creditedCents, creditedCents - cents),
                        Optional.of(new PrecedingDocument(
                                note.number(), find(note.number()).issuedOn())));
        };
    }

    /// Records with the payment that the file of `document` is archived, and returns the payment's documents. The
    /// first record stays. From then on, the document is published.
    ///
    /// @param known the payment's documents as last read, `document` among them; they are read again only if they
    ///     have changed
    public PaymentDocuments markArchived(TaxDocument document, PaymentDocuments known, ArchivedFile file, Instant now) {
        return withRetries(document.invoiceData(), known, documents -> {
            if (documents.isArchived(document.number())) return Optional.of(documents);
            var archived = documents.withArchived(document.number(), file);
            var archivedAttributes = PaymentDocuments.archivedAttributes(document, file, now);
            var update = documentsUpdate(document, documents, archived, archivedAttributes);
            return tryWrite(List.of(update)) ? Optional.of(archived) : Optional.empty();
        });
    }

    private TaxDocument find(DocumentNumber number) {
        return queries.findDocument(number).orElseThrow(() -> new IllegalStateException("no document " + number));
    }

    /// Returns the payment's documents with `document`; empty if another writer was faster.
    private Optional<PaymentDocuments> tryIssue(
            TaxDocument document, PaymentDocuments documents, NumberCounter counter) {
        var issued = documents.withIssued(document);
        var put = Put.builder()
                .tableName(table)
                .item(TaxDocumentCodec.toItem(document))
                .conditionExpression(TableKeys.IF_ABSENT)
                .build();
        var actions = List.of(
                counter.increment(table, document.issuedOn()),
                TransactWriteItem.builder().put(put).build(),
                documentsUpdate(document, documents, issued, Map.of()));
        return tryWrite(actions) ? Optional.of(issued) : Optional.empty();
    }

    /// Returns false if another writer was faster.
    private boolean tryWrite(List<TransactWriteItem> actions) {
        return InvoiceQueries.callStore(() -> {
            try {
                var _ = dynamo.transactWriteItems(write -> write.transactItems(actions));
                return true;
            } catch (TransactionCanceledException other) {
                return false;
            }
        });
    }

    /// Replaces the attributes that list the payment's documents, if they still are as in `before`.
    private TransactWriteItem documentsUpdate(
            TaxDocument document,
            PaymentDocuments before,
            PaymentDocuments after,
            Map<String, AttributeValue> alsoSet) {
        var known = before.toAttributes();
        var set = new TreeMap<>(alsoSet);
        after.toAttributes().forEach((attribute, value) -> {
            if (!value.equals(known.get(attribute))) set.put(attribute, value);
        });
        var values = new HashMap<String, AttributeValue>();
        var changes = new ArrayList<String>();
        set.forEach((attribute, value) -> {
            changes.add(attribute + " = :" + attribute);
            values.put(":" + attribute, value);
        });
        var conditions = new ArrayList<String>();
        for (var attribute : PaymentDocuments.LISTS) {
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

    /// Repeats `attempt` for a while if others were faster or the response was lost. Every attempt but the first reads
    /// the payment's documents, so that it finds the effect of the previous one.
    private <T> T withRetries(
            InvoiceData invoiceData, PaymentDocuments known, Function<PaymentDocuments, Optional<T>> attempt) {
        var retryPolicy = retryPolicies.get();
        Supplier<PaymentDocuments> documents = () -> known;
        while (true) {
            Optional<ServiceUnavailableException> failure = Optional.empty();
            try {
                var result = attempt.apply(documents.get());
                if (result.isPresent()) return result.get();
            } catch (ServiceUnavailableException fault) {
                failure = Optional.of(fault);
            }
            if (!retryPolicy.awaitRetry())
                throw failure.orElseGet(() -> new ServiceUnavailableException("other workers kept taking numbers"));
            documents = () -> queries.findDocuments(invoiceData.organisation(), invoiceData.paymentId());
        }
    }
}
