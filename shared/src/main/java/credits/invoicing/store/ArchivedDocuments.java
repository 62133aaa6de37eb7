package credits.invoicing.store;

import credits.invoicing.DocumentNumber;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/// Reads issued documents from the archive, and compares each with what was recorded when it was archived.
///
/// @param bucket returns the file with this object key
public record ArchivedDocuments(Function<String, byte[]> bucket) {
    /// The object key of a document.
    ///
    /// @param kind `pdf` or `xml`
    public static String objectKey(DocumentNumber number, String kind) {
        return PaymentDocuments.ARCHIVE_FOLDER + number + "." + kind;
    }

    /// The SHA-256 of a file, in 64 hexadecimal digits.
    public static String hash(byte[] contents) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The PDF that was archived as `file`. Throws [IllegalStateException] if its contents differ.
    public byte[] readPdf(DocumentNumber number, ArchivedFile file) {
        return read(number, "pdf", Optional.of(file.sha256()));
    }

    /// The XML that was archived with `file`, the same that its PDF embeds. Throws [IllegalStateException] if its
    /// contents differ.
    public byte[] readXml(DocumentNumber number, ArchivedFile file) {
        return read(number, "xml", file.xmlSha256());
    }

    private byte[] read(DocumentNumber number, String kind, Optional<String> sha256) {
        var stored = bucket.apply(objectKey(number, kind));
        if (sha256.filter(expected -> !expected.equals(hash(stored))).isPresent())
            throw new IllegalStateException("the archived file differs from the one that was issued: " + number);
        return stored;
    }
}
