package credits.ledger;

import credits.topup.DocumentNumber;
import credits.topup.TaxDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What is on paper of one payment: its invoice, and its credit notes in the order in which they were issued. Kept
/// beside the payment's record, which others replace as a whole.
public record Paperwork(Optional<Sheet> invoice, List<Sheet> creditNotes) {
    static final String INVOICE = "invoice";
    static final String CREDIT_NOTES = "credit_notes";

    /// What was archived last: the stream tells it from here, see the function `announce`. Its attributes begin with
    /// this.
    public static final String ARCHIVED = "archived_";

    /// Which document that is; there once there is one.
    public static final String ARCHIVED_NUMBER = ARCHIVED + "number";

    /// Begins the names of the documents' files in the archive.
    public static final String FOLDER = "invoices/";

    /// Nothing is.
    public static final Paperwork NONE = new Paperwork(Optional.empty(), List.of());

    /// A document that was issued.
    ///
    /// @param totalCents what it is about, VAT included
    /// @param file what is in the archive; empty until it is
    public record Sheet(DocumentNumber number, long totalCents, Optional<ArchivedFile> file) {}

    /// A file in the archive.
    ///
    /// @param sha256 64 hexadecimal digits
    public record ArchivedFile(long bytes, String sha256) {}

    /// How much of the payment is on credit notes.
    public long creditedCents() {
        return creditNotes.stream().mapToLong(Sheet::totalCents).reduce(0, Math::addExact);
    }

    /// Is the file of `number` in the archive?
    public boolean isArchived(DocumentNumber number) {
        return sheet(number).flatMap(Sheet::file).isPresent();
    }

    /// The sheet with `number`, if it is one of this payment's.
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
