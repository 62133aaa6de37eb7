package credits.invoicing.store;

import static credits.invoicing.store.PaymentDocuments.CREDIT_NOTES_ATTRIBUTE;
import static credits.invoicing.store.PaymentDocuments.INVOICE_ATTRIBUTE;
import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingInvoice;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.time.LocalDate;
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
                return documents.invoice().map(ref -> new Issued<>(findInvoice(ref.number()), documents));
            var counter = queries.readCounter(new NumberSeries(NumberSeries.Kind.INVOICES, today.getYear()));
            var invoice = new Invoice(counter.nextNumber(), counter.issueDate(today), invoiceData);
            return tryIssue(invoice, documents, counter).map(all -> new Issued<>(invoice, all));
        });
    }

    /// Issues the credit note for the part of `invoice` that was reversed and is not on a credit note yet; empty
    /// if there is none.
    ///
    /// @param known the payment's documents as last read; they are read again only if they have changed
    public Issued<Optional<CreditNote>> issueCreditNote(
            Invoice invoice, PaymentDocuments known, FinalReversals reversals, LocalDate today) {
        var invoiceData = invoice.invoiceData();
        long totalCents = invoiceData.amounts().totalCents();
        long reversedCents = Math.min(reversals.totalCents(), totalCents);
        return withRetries(invoiceData, known, documents -> {
            long creditNoteCents = documents.creditNoteCents();
            if (creditNoteCents >= reversedCents) return Optional.of(new Issued<>(Optional.empty(), documents));
            var counter = queries.readCounter(new NumberSeries(NumberSeries.Kind.CREDIT_NOTES, today.getYear()));
            var note = new CreditNote(
                    counter.nextNumber(),
                    counter.issueDate(today),
                    invoiceData,
                    new PrecedingInvoice(invoice.number(), invoice.issuedOn()),
                    invoiceData.amounts().remainingShare(reversedCents, creditNoteCents),
                    reversals.reasonBeyond(creditNoteCents),
                    Optional.of(totalCents - reversedCents));
            return tryIssue(note, documents, counter).map(all -> new Issued<>(Optional.of(note), all));
        });
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

    private Invoice findInvoice(DocumentNumber number) {
        return (Invoice)
                queries.findDocument(number).orElseThrow(() -> new IllegalStateException("no invoice " + number));
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

    /// Replaces the attribute of the payment's documents that lists `document`, if it still is as in `before`.
    private TransactWriteItem documentsUpdate(
            TaxDocument document,
            PaymentDocuments before,
            PaymentDocuments after,
            Map<String, AttributeValue> alsoSet) {
        var attributeName = switch (document) {
            case Invoice _ -> INVOICE_ATTRIBUTE;
            case CreditNote _ -> CREDIT_NOTES_ATTRIBUTE;
        };
        var values = new HashMap<>(
                Map.of(":after", requireNonNull(after.toAttributes().get(attributeName))));
        var known = Optional.ofNullable(before.toAttributes().get(attributeName));
        known.ifPresent(attribute -> values.put(":before", attribute));
        var change = new StringBuilder("SET " + attributeName + " = :after");
        new TreeMap<>(alsoSet).forEach((attribute, value) -> {
            var _ = change.append(", ").append(attribute).append(" = :").append(attribute);
            values.put(":" + attribute, value);
        });
        return NumberCounter.conditionalUpdate(
                table,
                TableKeys.paymentDocumentsKey(
                        document.invoiceData().organisation(),
                        document.invoiceData().paymentId()),
                change.toString(),
                known.isPresent() ? attributeName + " = :before" : "attribute_not_exists(" + attributeName + ")",
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
