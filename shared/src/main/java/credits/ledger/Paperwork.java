package credits.ledger;

import credits.topup.DocumentNumber;
import credits.topup.TaxDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The documents of one payment: its invoice, and its credit notes in the order of issue. They are stored next to the
/// payment's record, which other writers replace as a whole.
public record Paperwork(Optional<Sheet> invoice, List<Sheet> creditNotes) {
    static final String INVOICE = "invoice";
    static final String CREDIT_NOTES = "credit_notes";

    /// The prefix of the attributes for the most recently archived document. The function `announce` publishes it from
    /// the table's stream.
    public static final String ARCHIVED = "archived_";

    /// The attribute with the number of the most recently archived document; absent before the first.
    public static final String ARCHIVED_NUMBER = ARCHIVED + "number";

    /// The prefix of the documents' object keys in the archive.
    public static final String FOLDER = "invoices/";

    /// No documents.
    public static final Paperwork NONE = new Paperwork(Optional.empty(), List.of());

    /// A reference to a document that was issued.
    ///
    /// @param totalCents the amount of the document, including VAT
    /// @param file the file in the archive; empty until it is archived
    public record Sheet(DocumentNumber number, long totalCents, Optional<ArchivedFile> file) {}

    /// A file in the archive.
    ///
    /// @param sha256 64 hexadecimal digits
    public record ArchivedFile(long bytes, String sha256) {}

    /// Returns the total of all credit notes, in cents.
    public long creditedCents() {
        return creditNotes.stream().mapToLong(Sheet::totalCents).reduce(0, Math::addExact);
    }

    /// Whether the file of the document `number` is in the archive.
    public boolean isArchived(DocumentNumber number) {
        return sheet(number).flatMap(Sheet::file).isPresent();
    }

    /// Returns the document with `number`, if it is one of this payment's.
    public Optional<Sheet> sheet(DocumentNumber number) {
        return invoice.filter(sheet -> sheet.number().equals(number))
                .or(() -> creditNotes.stream()
                        .filter(sheet -> sheet.number().equals(number))
                        .findFirst());
    }

    static Paperwork of(Map<String, AttributeValue> item) {
        var notes = Optional.ofNullable(item.get(CREDIT_NOTES))
                .map(AttributeValue::l)
                .orElse(List.of());
        return new Paperwork(
                Optional.ofNullable(item.get(INVOICE)).map(Paperwork::sheet),
                notes.stream().map(Paperwork::sheet).toList());
    }

    static Map<String, AttributeValue> archived(TaxDocument document, ArchivedFile file, Instant now) {
        return Map.of(
                ARCHIVED_NUMBER,
                DocumentCodec.text(document.number().toString()),
                ARCHIVED + "total",
                DocumentCodec.number(document.amounts().totalCents()),
                ARCHIVED + "bytes",
                DocumentCodec.number(file.bytes()),
                ARCHIVED + "sha256",
                DocumentCodec.text(file.sha256()),
                ARCHIVED + "at",
                DocumentCodec.number(now.toEpochMilli()));
    }

    static AttributeValue attribute(Sheet sheet) {
        var parts = new HashMap<String, AttributeValue>();
        parts.put("number", DocumentCodec.text(sheet.number().toString()));
        parts.put("total", DocumentCodec.number(sheet.totalCents()));
        sheet.file().ifPresent(file -> {
            parts.put("bytes", DocumentCodec.number(file.bytes()));
            parts.put("sha256", DocumentCodec.text(file.sha256()));
        });
        return AttributeValue.fromM(parts);
    }

    static AttributeValue attribute(List<Sheet> sheets) {
        return AttributeValue.fromL(sheets.stream().map(Paperwork::attribute).toList());
    }

    private static Sheet sheet(AttributeValue attribute) {
        var parts = attribute.m();
        var file = Optional.of(parts)
                .filter(each -> each.containsKey("sha256"))
                .map(each -> new ArchivedFile(DocumentCodec.number(each, "bytes"), DocumentCodec.text(each, "sha256")));
        return new Sheet(
                DocumentNumber.of(DocumentCodec.text(parts, "number")), DocumentCodec.number(parts, "total"), file);
    }
}
