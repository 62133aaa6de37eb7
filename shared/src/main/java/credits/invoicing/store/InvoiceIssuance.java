package credits.invoicing.store;

import static credits.invoicing.store.PaymentDocuments.CREDIT_NOTES_ATTRIBUTE;
import static credits.invoicing.store.PaymentDocuments.INVOICE_ATTRIBUTE;

import credits.aws.TableKeys;
import credits.invoicing.DocumentNumber;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingInvoice;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
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

    public InvoiceQueries queries() {
        return queries;
    }

    /// Returns the invoice of `invoiceData`: the existing one, or a new one with the next number of the
    /// year's series, issued on `today` or on the day of the previous invoice, if that is later. The money
    /// must have been received.
    public Invoice issueInvoice(InvoiceData invoiceData, LocalDate today) {
        return withRetries(() -> {
            var existing = queries.findDocuments(invoiceData.organisation(), invoiceData.paymentId())
                    .invoice();
            if (existing.isPresent())
                return Optional.of(existing.get().number()).map(this::findInvoice);
            var counter = queries.readCounter(new NumberSeries(NumberSeries.Kind.INVOICES, today.getYear()));
            var invoice = new Invoice(counter.nextNumber(), counter.issueDate(today), invoiceData);
            var documentRef =
                    new DocumentRef(invoice.number(), invoiceData.amounts().totalCents(), Optional.empty());
            var update = documentsUpdate(
                    invoiceData, INVOICE_ATTRIBUTE, Optional.empty(), PaymentDocuments.toAttribute(documentRef));
            return tryIssue(invoice, counter, update) ? Optional.of(invoice) : Optional.empty();
        });
    }

    /// Issues the credit note for the part of `invoice` that was reversed and is not on a credit note yet; empty
    /// if there is none.
    ///
    /// @param finallyReversedCents the final reversals of the payment in total, including VAT
    public Optional<CreditNote> issueCreditNote(Invoice invoice, long finallyReversedCents, LocalDate today) {
        var invoiceData = invoice.invoiceData();
        long reversedCents =
                Math.min(finallyReversedCents, invoiceData.amounts().totalCents());
        return withRetries(() -> {
            var documents = queries.findDocuments(invoiceData.organisation(), invoiceData.paymentId());
            long creditNoteCents = documents.creditNoteCents();
            if (creditNoteCents >= reversedCents) return Optional.of(Optional.empty());
            var counter = queries.readCounter(new NumberSeries(NumberSeries.Kind.CREDIT_NOTES, today.getYear()));
            var note = new CreditNote(
                    counter.nextNumber(),
                    counter.issueDate(today),
                    invoiceData,
                    new PrecedingInvoice(invoice.number(), invoice.issuedOn()),
                    invoiceData.amounts().remainingShare(reversedCents, creditNoteCents));
            var creditNotes = new ArrayList<>(documents.creditNotes());
            creditNotes.add(new DocumentRef(note.number(), note.amounts().totalCents(), Optional.empty()));
            var before = Optional.of(documents.creditNotes()).filter(notes -> !notes.isEmpty());
            var update = documentsUpdate(
                    invoiceData,
                    CREDIT_NOTES_ATTRIBUTE,
                    before.map(PaymentDocuments::toAttribute),
                    PaymentDocuments.toAttribute(creditNotes));
            return tryIssue(note, counter, update) ? Optional.of(Optional.of(note)) : Optional.empty();
        });
    }

    /// Records with the payment that the file of `document` is archived. The first record stays. From then on,
    /// the document is published.
    public void markArchived(TaxDocument document, ArchivedFile file, Instant now) {
        var invoiceData = document.invoiceData();
        var _ = withRetries(() -> {
            var documents = queries.findDocuments(invoiceData.organisation(), invoiceData.paymentId());
            if (documents.isArchived(document.number())) return Optional.of(file);
            var archivedAttributes = PaymentDocuments.archivedAttributes(document, file, now);
            var update = switch (document) {
                case Invoice _ -> {
                    var documentRef = documents.invoice().orElseThrow();
                    var before = Optional.of(PaymentDocuments.toAttribute(documentRef));
                    yield documentsUpdate(
                            invoiceData, INVOICE_ATTRIBUTE, before, toAttribute(documentRef, file), archivedAttributes);
                }
                case CreditNote note -> {
                    var before = Optional.of(PaymentDocuments.toAttribute(documents.creditNotes()));
                    yield documentsUpdate(
                            invoiceData,
                            CREDIT_NOTES_ATTRIBUTE,
                            before,
                            toAttribute(documents.creditNotes(), note, file),
                            archivedAttributes);
                }
            };
            return tryWrite(List.of(update)) ? Optional.of(file) : Optional.empty();
        });
    }

    private static AttributeValue toAttribute(DocumentRef documentRef, ArchivedFile file) {
        return PaymentDocuments.toAttribute(
                new DocumentRef(documentRef.number(), documentRef.totalCents(), Optional.of(file)));
    }

    private static AttributeValue toAttribute(List<DocumentRef> documentRefs, CreditNote note, ArchivedFile file) {
        return AttributeValue.fromL(documentRefs.stream()
                .map(documentRef -> documentRef.number().equals(note.number())
                        ? toAttribute(documentRef, file)
                        : PaymentDocuments.toAttribute(documentRef))
                .toList());
    }

    private Invoice findInvoice(DocumentNumber number) {
        return (Invoice)
                queries.findDocument(number).orElseThrow(() -> new IllegalStateException("no invoice " + number));
    }

    private boolean tryIssue(TaxDocument document, NumberCounter counter, TransactWriteItem documentsUpdate) {
        var put = Put.builder()
                .tableName(table)
                .item(TaxDocumentCodec.toItem(document))
                .conditionExpression(TableKeys.IF_ABSENT)
                .build();
        var documentPut = TransactWriteItem.builder().put(put).build();
        return tryWrite(List.of(counter.increment(table, document.issuedOn()), documentPut, documentsUpdate));
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

    /// Replaces one attribute of the payment's documents, if it still has the value `before`.
    private TransactWriteItem documentsUpdate(
            InvoiceData invoiceData, String attributeName, Optional<AttributeValue> before, AttributeValue after) {
        return documentsUpdate(invoiceData, attributeName, before, after, Map.of());
    }

    private TransactWriteItem documentsUpdate(
            InvoiceData invoiceData,
            String attributeName,
            Optional<AttributeValue> before,
            AttributeValue after,
            Map<String, AttributeValue> alsoSet) {
        var values = new HashMap<>(Map.of(":after", after));
        before.ifPresent(known -> values.put(":before", known));
        var change = new StringBuilder("SET " + attributeName + " = :after");
        new TreeMap<>(alsoSet).forEach((attribute, value) -> {
            var _ = change.append(", ").append(attribute).append(" = :").append(attribute);
            values.put(":" + attribute, value);
        });
        return NumberCounter.conditionalUpdate(
                table,
                TableKeys.paymentDocumentsKey(invoiceData.organisation(), invoiceData.paymentId()),
                change.toString(),
                before.isPresent() ? attributeName + " = :before" : "attribute_not_exists(" + attributeName + ")",
                values);
    }

    /// Repeats `attempt` for a while if others were faster or the response was lost. Each attempt starts from the
    /// beginning, so that it finds the effect of the previous one.
    private <T> T withRetries(Supplier<Optional<T>> attempt) {
        var retryPolicy = retryPolicies.get();
        while (true) {
            Optional<ServiceUnavailableException> failure = Optional.empty();
            try {
                var result = attempt.get();
                if (result.isPresent()) return result.get();
            } catch (ServiceUnavailableException fault) {
                failure = Optional.of(fault);
            }
            if (!retryPolicy.awaitRetry())
                throw failure.orElseGet(() -> new ServiceUnavailableException("other workers kept taking numbers"));
        }
    }
}
