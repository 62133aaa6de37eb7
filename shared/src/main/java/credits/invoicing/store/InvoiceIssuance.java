package credits.invoicing.store;

import credits.aws.TableKeys;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.RequiredDocuments;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.TaxDocument.PrecedingDocument;
import credits.invoicing.VatBreakdown;
import credits.invoicing.store.DueCorrection.CancelNote;
import credits.invoicing.store.DueCorrection.Credit;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Issues the invoices and credit notes of all payments: gapless numbers and frozen content.
///
/// The counter, the document and the payment's reference to it are written in one transaction. Wherever a
/// worker fails, every number has a document and a payment has one invoice that stands. All methods are
/// safe to repeat. Throws [ServiceUnavailableException] if the store does not answer.
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
            var due = DueCorrection.find(documents, reversals, sold(invoice).totalCents());
            if (due.isEmpty()) return Optional.of(new Issued<>(Optional.empty(), documents));
            var counter = queries.readCounter(new NumberSeries(seriesOf(due.get()), today.getYear()));
            var current = currentInvoice(documents, invoice);
            var document = toDocument(due.get(), current, documents.creditedCents(), counter, today);
            return tryIssue(document, documents, counter).map(all -> new Issued<>(Optional.of(document), all));
        });
    }

    // Another worker may have replaced it since.
    private Invoice currentInvoice(PaymentDocuments documents, Invoice known) {
        return documents
                .invoice()
                .filter(ref -> !ref.number().equals(known.number()))
                .map(ref -> (Invoice) find(ref.number()))
                .orElse(known);
    }

    private static VatBreakdown sold(Invoice invoice) {
        return invoice.invoiceData().amounts();
    }

    private static NumberSeries.Kind seriesOf(DueCorrection due) {
        return switch (due) {
            case Credit _ -> NumberSeries.Kind.CREDIT_NOTES;
            case CancelNote _ -> NumberSeries.Kind.INVOICES;
        };
    }

    private TaxDocument toDocument(
            DueCorrection due, Invoice invoice, long creditedCents, NumberCounter counter, LocalDate today) {
        var sold = sold(invoice);
        var number = counter.nextNumber();
        var issuedOn = counter.issueDate(today);
        return switch (due) {
            case Credit(var reversal, var cents) ->
                new CreditNote(
                        number,
                        issuedOn,
                        invoice.invoiceData(),
                        PrecedingDocument.of(invoice),
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
                        Optional.of(PrecedingDocument.of(find(note.number()))),
                        Optional.empty());
        };
    }

    /// Makes the invoice out anew, if the buyer was corrected since: a credit note cancels the invoice, and
    /// another with the next number replaces it, both for what remains of the sale. Returns the new
    /// invoice; empty if none is due. Both are written in one transaction.
    ///
    /// @param corrected the sale with its buyer as corrected
    /// @param known the payment's documents as last read; they are read again only if they have changed
    public Issued<Optional<Invoice>> reissueInvoice(
            InvoiceData corrected, PaymentDocuments known, RequiredDocuments required, LocalDate today) {
        return withRetries(corrected, known, documents -> {
            if (!documents.isReissueDue(required)) return Optional.of(new Issued<>(Optional.empty(), documents));
            var invoices = queries.readCounter(new NumberSeries(NumberSeries.Kind.INVOICES, today.getYear()));
            var notes = queries.readCounter(new NumberSeries(NumberSeries.Kind.CREDIT_NOTES, today.getYear()));
            var reissue = Reissue.of(
                    (Invoice) find(documents.invoice().orElseThrow().number()),
                    documents.creditedCents(),
                    corrected,
                    required.correctedAt().orElseThrow(),
                    notes,
                    invoices,
                    today);
            var issued = documents.withIssued(reissue.note()).withIssued(reissue.invoice());
            var actions = List.of(
                    notes.increment(table, reissue.note().issuedOn()),
                    invoices.increment(table, reissue.invoice().issuedOn()),
                    put(reissue.note()),
                    put(reissue.invoice()),
                    DocumentsUpdate.of(table, reissue.invoice(), documents, issued, Map.of()));
            return tryWrite(actions)
                    ? Optional.of(new Issued<>(Optional.of(reissue.invoice()), issued))
                    : Optional.empty();
        });
    }

    /// Records with the payment that the file of `document` is archived, and returns the payment's
    /// documents. The first record stays. From then on, the document is published.
    ///
    /// @param known the payment's documents as last read, `document` among them; they are read again only
    ///     if they have changed
    public PaymentDocuments markArchived(TaxDocument document, PaymentDocuments known, ArchivedFile file, Instant now) {
        return withRetries(document.invoiceData(), known, documents -> {
            if (documents.isArchived(document.number())) return Optional.of(documents);
            var archived = documents.withArchived(document.number(), file);
            var archivedAttributes = PaymentDocumentsCodec.archivedAttributes(document, file, now);
            var update = DocumentsUpdate.of(table, document, documents, archived, archivedAttributes);
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
        var actions = List.of(
                counter.increment(table, document.issuedOn()),
                put(document),
                DocumentsUpdate.of(table, document, documents, issued, Map.of()));
        return tryWrite(actions) ? Optional.of(issued) : Optional.empty();
    }

    private TransactWriteItem put(TaxDocument document) {
        var put = Put.builder()
                .tableName(table)
                .item(TaxDocumentCodec.toItem(document))
                .conditionExpression(TableKeys.IF_ABSENT)
                .build();
        return TransactWriteItem.builder().put(put).build();
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

    /// Repeats `attempt` for a while if others were faster or the response was lost. Every attempt but the
    /// first reads the payment's documents, so that it finds the effect of the previous one.
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
