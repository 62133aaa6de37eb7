package credits.function.invoice;

import credits.ledger.Paperwork.ArchivedFile;
import credits.ledger.Unavailable;
import credits.topup.DocumentNumber;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The archive of what was issued: each file is written once, and what is written stays. How long is the bucket's
/// business (Object Lock).
///
/// When it does not answer: [Unavailable].
final class Archive {
    private static final String FOLDER = "invoices/";
    private static final int EXISTS = 412;

    private final S3Client bucket;
    private final String name;

    Archive(S3Client bucket, String name) {
        this.bucket = bucket;
        this.name = name;
    }

    /// Keeps the document with `number` as PDF and as XML, unless it is there already: then that is the document.
    ///
    /// @return what is in the archive now, of the PDF
    ArchivedFile keep(DocumentNumber number, byte[] pdf, byte[] xml) {
        var _ = keep(FOLDER + number + ".xml", "application/xml", xml);
        var kept = keep(FOLDER + number + ".pdf", "application/pdf", pdf);
        return new ArchivedFile(kept.length, sha256(kept));
    }

    private byte[] keep(String key, String type, byte[] contents) {
        try {
            var _ = bucket.putObject(
                    put -> put.bucket(name).key(key).contentType(type).ifNoneMatch("*"),
                    RequestBody.fromBytes(contents));
            return contents;
        } catch (S3Exception refused) {
            if (refused.statusCode() == EXISTS) return read(key);
            throw new Unavailable("the archive refused " + key, refused);
        } catch (SdkException fault) {
            throw new Unavailable("the archive did not answer", fault);
        }
    }

    private byte[] read(String key) {
        try {
            return bucket.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArray();
        } catch (SdkException fault) {
            throw new Unavailable("the archive did not answer", fault);
        }
    }

    private static String sha256(byte[] contents) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
