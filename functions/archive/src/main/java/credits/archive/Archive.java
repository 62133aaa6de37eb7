package credits.archive;

import credits.ledger.Connection;
import credits.ledger.Paperwork;
import credits.ledger.Paperwork.ArchivedFile;
import credits.ledger.Unavailable;
import credits.topup.DocumentNumber;
import credits.wire.Stationery;
import credits.wire.Variable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The archive of invoices and credit notes. Files are written once and never replaced; retention is enforced by
/// S3 Object Lock.
///
/// Throws [Unavailable] if S3 does not respond.
public final class Archive {
    private static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";
    private static final int EXISTS = 412;

    private final S3Client bucket;
    private final String name;

    public Archive(S3Client bucket, String name) {
        this.bucket = bucket;
        this.name = name;
    }

    /// The archive in the bucket that the environment names.
    public static Archive of(Map<String, String> environment) {
        // Outside AWS, buckets are addressed by path: there is no host name per bucket.
        boolean isElsewhere = Optional.ofNullable(environment.get(ENDPOINT)).isPresent();
        // Files are small, so each is signed as a whole.
        var bucket = Connection.configured(S3Client.builder(), environment, ENDPOINT)
                .serviceConfiguration(configuration ->
                        configuration.chunkedEncodingEnabled(false).pathStyleAccessEnabled(isElsewhere))
                .build();
        return new Archive(bucket, Variable.ARCHIVE_BUCKET.in(environment));
    }

    /// Stores the PDF and the XML of document `number` unless they exist; an existing document is kept.
    ///
    /// @return the PDF that is now in the archive
    public ArchivedFile keep(DocumentNumber number, byte[] pdf, byte[] xml) {
        var _ = keep(file(number, "xml"), "application/xml", xml);
        var kept = keep(file(number, "pdf"), "application/pdf", pdf);
        return new ArchivedFile(kept.length, HexFormat.of().formatHex(sha256(kept)));
    }

    /// The PDF that was archived as `file`. Throws [IllegalStateException] if its contents differ.
    public byte[] pdf(DocumentNumber number, ArchivedFile file) {
        var kept = read(file(number, "pdf"));
        if (!HexFormat.of().formatHex(sha256(kept)).equals(file.sha256()))
            throw new IllegalStateException("the archived file differs from the one that was issued: " + number);
        return kept;
    }

    /// The XML of document `number`, the same that its PDF embeds.
    public byte[] xml(DocumentNumber number) {
        return read(file(number, "xml"));
    }

    /// A file of the seller's branding, such as `logo`, which must exist.
    public byte[] brand(String what) {
        return read(Stationery.BRAND + what);
    }

    private static String file(DocumentNumber number, String kind) {
        return Paperwork.FOLDER + number + "." + kind;
    }

    private byte[] keep(String key, String type, byte[] contents) {
        // Object Lock requires a checksum.
        var checksum = Base64.getEncoder().encodeToString(sha256(contents));
        try {
            var _ = bucket.putObject(
                    put -> put.bucket(name)
                            .key(key)
                            .contentType(type)
                            .checksumSHA256(checksum)
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(contents));
            return contents;
        } catch (S3Exception refused) {
            if (refused.statusCode() == EXISTS) return read(key);
            throw new Unavailable("the archive rejected " + key, refused);
        } catch (SdkException fault) {
            throw new Unavailable("the archive did not answer", fault);
        }
    }

    private byte[] read(String key) {
        try {
            return bucket.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArray();
        } catch (NoSuchKeyException missing) {
            throw new IllegalStateException("the archive lacks " + key, missing);
        } catch (SdkException fault) {
            throw new Unavailable("the archive did not answer", fault);
        }
    }

    private static byte[] sha256(byte[] contents) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(contents);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
