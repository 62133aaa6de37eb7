package credits.ledger;

import static credits.ledger.Paperwork.CREDIT_NOTES;
import static credits.ledger.Paperwork.INVOICE;

import credits.ledger.Paperwork.ArchivedFile;
import credits.ledger.Paperwork.Sheet;
import credits.topup.DocumentNumber;
import credits.topup.Sale;
import credits.topup.Series;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.Corrected;
import credits.topup.TaxDocument.CreditNote;
import credits.topup.TaxDocument.Invoice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Issues the invoices and credit notes of all payments: gapless numbers and frozen content.
///
/// The counter, the document and the reference at the payment are written in one transaction. Wherever a worker fails,
/// every number has a document and a payment has one invoice. All methods are safe to repeat. Throws [Unavailable] if
/// the store does not answer.
public final class Invoices {
    private final DynamoDbClient dynamo;
    private final String table;
    private final InvoiceRecords records;
    private final Supplier<Attempts> attempts;

    public Invoices(DynamoDbClient dynamo, String table, Supplier<Attempts> attempts) {
        this.dynamo = dynamo;
        this.table = table;
        this.records = new InvoiceRecords(dynamo, table);
        this.attempts = attempts;
    }

    public InvoiceRecords records() {
        return records;
    }

    /// Returns the invoice of `sale`: the existing one, or a new one with the next number of the year's series, issued
    /// on `today` or on the day of the previous invoice, if that is later. The money must have been received.
    public Invoice issue(Sale sale, LocalDate today) {
        return patiently(() -> {
            var known = records.paperwork(sale.organisation(), sale.payment()).invoice();
            if (known.isPresent()) return Optional.of(known.get().number()).map(this::invoice);
            var counter = records.counter(new Series(Series.Kind.INVOICES, today.getYear()));
            var invoice = new Invoice(counter.next(), counter.dayOn(today), sale);
            var sheet = new Sheet(invoice.number(), sale.amounts().totalCents(), Optional.empty());
            var mark = mark(sale, INVOICE, Optional.empty(), Paperwork.attribute(sheet));
            return isIssued(invoice, counter, mark) ? Optional.of(invoice) : Optional.empty();
        });
    }

    /// Issues the credit note for the part of `invoice` that was reversed and is on no credit note yet; empty if there
    /// is none.
    ///
    /// @param refundedCents the final reversals of the payment in total, including VAT
    public Optional<CreditNote> credit(Invoice invoice, long refundedCents, LocalDate today) {
        var sale = invoice.sale();
        long refunded = Math.min(refundedCents, sale.amounts().totalCents());
        return patiently(() -> {
            var known = records.paperwork(sale.organisation(), sale.payment());
            long credited = known.creditedCents();
            if (credited >= refunded) return Optional.of(Optional.empty());
            var counter = records.counter(new Series(Series.Kind.CREDIT_NOTES, today.getYear()));
            var note = new CreditNote(
                    counter.next(),
                    counter.dayOn(today),
                    sale,
                    new Corrected(invoice.number(), invoice.issuedOn()),
                    sale.amounts().share(refunded, credited));
            var sheets = new ArrayList<>(known.creditNotes());
            sheets.add(new Sheet(note.number(), note.amounts().totalCents(), Optional.empty()));
            var before = Optional.of(known.creditNotes()).filter(notes -> !notes.isEmpty());
            var mark = mark(sale, CREDIT_NOTES, before.map(Paperwork::attribute), Paperwork.attribute(sheets));
            return isIssued(note, counter, mark) ? Optional.of(Optional.of(note)) : Optional.empty();
        });
    }

    /// Records at the payment that the file of `document` is archived. The first record stays. From then on, the
    /// document is published.
    public void archived(TaxDocument document, ArchivedFile file, Instant now) {
        var sale = document.sale();
        var _ = patiently(() -> {
            var known = records.paperwork(sale.organisation(), sale.payment());
            if (known.isArchived(document.number())) return Optional.of(file);
            var last = Paperwork.archived(document, file, now);
            var mark = switch (document) {
                case Invoice _ -> {
                    var sheet = known.invoice().orElseThrow();
                    var before = Optional.of(Paperwork.attribute(sheet));
                    yield mark(sale, INVOICE, before, attribute(sheet, file), last);
                }
                case CreditNote note -> {
                    var before = Optional.of(Paperwork.attribute(known.creditNotes()));
                    yield mark(sale, CREDIT_NOTES, before, attribute(known.creditNotes(), note, file), last);
                }
            };
            return isDone(List.of(mark)) ? Optional.of(file) : Optional.empty();
        });
    }

    private static AttributeValue attribute(Sheet sheet, ArchivedFile file) {
        return Paperwork.attribute(new Sheet(sheet.number(), sheet.totalCents(), Optional.of(file)));
    }

    private static AttributeValue attribute(List<Sheet> sheets, CreditNote note, ArchivedFile file) {
        return AttributeValue.fromL(sheets.stream()
                .map(sheet ->
                        sheet.number().equals(note.number()) ? attribute(sheet, file) : Paperwork.attribute(sheet))
                .toList());
    }

    private Invoice invoice(DocumentNumber number) {
        return (Invoice) records.find(number).orElseThrow(() -> new IllegalStateException("no invoice " + number));
    }

    private boolean isIssued(TaxDocument document, Counter counter, TransactWriteItem mark) {
        var put = Put.builder()
                .tableName(table)
                .item(DocumentCodec.item(document))
                .conditionExpression(Chain.IF_ABSENT)
                .build();
        var frozen = TransactWriteItem.builder().put(put).build();
        return isDone(List.of(counter.raised(table, document.issuedOn()), frozen, mark));
    }

    /// Returns false if another writer was faster.
    private boolean isDone(List<TransactWriteItem> actions) {
        try {
            var _ = dynamo.transactWriteItems(write -> write.transactItems(actions));
            return true;
        } catch (TransactionCanceledException other) {
            return false;
        }
    }

    /// Replaces one attribute of the payment's documents, if it still has the value `before`.
    private TransactWriteItem mark(Sale sale, String name, Optional<AttributeValue> before, AttributeValue after) {
        return mark(sale, name, before, after, Map.of());
    }

    private TransactWriteItem mark(
            Sale sale,
            String name,
            Optional<AttributeValue> before,
            AttributeValue after,
            Map<String, AttributeValue> beside) {
        var values = new HashMap<>(Map.of(":after", after));
        before.ifPresent(known -> values.put(":before", known));
        var change = new StringBuilder("SET " + name + " = :after");
        new TreeMap<>(beside).forEach((attribute, value) -> {
            var _ = change.append(", ").append(attribute).append(" = :").append(attribute);
            values.put(":" + attribute, value);
        });
        return Counter.update(
                table,
                Table.paperworkKey(sale.organisation(), sale.payment()),
                change.toString(),
                before.isPresent() ? name + " = :before" : "attribute_not_exists(" + name + ")",
                values);
    }

    /// Repeats `attempt` for a while if others were faster or the response was lost. Each attempt starts from the
    /// beginning, so that it finds the effect of the previous one.
    private <T> T patiently(Supplier<Optional<T>> attempt) {
        var patience = attempts.get();
        while (true) {
            try {
                var result = attempt.get();
                if (result.isPresent()) return result.get();
                if (!patience.again()) throw new Unavailable("others kept drawing numbers");
            } catch (SdkException fault) {
                if (!patience.again()) throw new Unavailable("the invoices did not answer", fault);
            } catch (Unavailable fault) {
                if (!(fault.getCause() instanceof SdkException) || !patience.again()) throw fault;
            }
        }
    }
}
