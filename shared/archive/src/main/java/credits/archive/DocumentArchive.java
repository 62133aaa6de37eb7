package credits.archive;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.invoicing.DocumentNumber;
import credits.invoicing.store.PaymentDocuments;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.retry.ServiceUnavailableException;
import credits.settings.EnvironmentVariable;
import credits.settings.SellerSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The archive of invoices and credit notes. Files are written once and never replaced; retention is enforced by
/// S3 Object Lock.
///
/// Throws [ServiceUnavailableException] if S3 does not respond.
public final class DocumentArchive {
    private static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL_S3";
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucketName;

    public DocumentArchive(S3Client s3, String bucketName) {
        this.s3 = s3;
        this.bucketName = bucketName;
    }

    /// The archive in the bucket that the environment names.
    public static DocumentArchive of(Map<String, String> environment) {
        return new DocumentArchive(client(environment), EnvironmentVariable.ARCHIVE_BUCKET.require(environment));
    }

    static S3Client client(Map<String, String> environment) {
        // Outside AWS, buckets are addressed by path: there is no host name per bucket.
        boolean hasEndpointOverride =
                Optional.ofNullable(environment.get(ENDPOINT_VARIABLE)).isPresent();
        // Files are small, so each is signed as a whole.
        return AwsClients.configure(S3Client.builder(), environment, ENDPOINT_VARIABLE)
                .serviceConfiguration(configuration ->
                        configuration.chunkedEncodingEnabled(false).pathStyleAccessEnabled(hasEndpointOverride))
                .build();
    }

    /// Stores the PDF and the XML of document `number` unless they exist; an existing document is kept.
    ///
    /// @return the PDF that is now in the archive
    public ArchivedFile store(DocumentNumber number, byte[] pdf, byte[] xml) {
        var _ = store(objectKey(number, "xml"), "application/xml", xml);
        var stored = store(objectKey(number, "pdf"), "application/pdf", pdf);
        return new ArchivedFile(stored.length, HexFormat.of().formatHex(sha256(stored)));
    }

    /// The PDF that was archived as `file`. Throws [IllegalStateException] if its contents differ.
    public byte[] readPdf(DocumentNumber number, ArchivedFile file) {
        var stored = read(objectKey(number, "pdf"));
        if (!HexFormat.of().formatHex(sha256(stored)).equals(file.sha256()))
            throw new IllegalStateException("the archived file differs from the one that was issued: " + number);
        return stored;
    }

    /// The XML of document `number`, the same that its PDF embeds.
    public byte[] readXml(DocumentNumber number) {
        return read(objectKey(number, "xml"));
    }

    /// A file of the seller's branding, such as `logo`, which must exist.
    public byte[] readBrandAsset(String assetName) {
        return read(SellerSettings.BRAND_FOLDER + assetName);
    }

    private static String objectKey(DocumentNumber number, String kind) {
        return PaymentDocuments.ARCHIVE_FOLDER + number + "." + kind;
    }

    private byte[] store(String key, String type, byte[] contents) {
        // Object Lock requires a checksum.
        var checksum = Base64.getEncoder().encodeToString(sha256(contents));
        return callArchive(() -> {
            try {
                var _ = s3.putObject(
                        put -> put.bucket(bucketName)
                                .key(key)
                                .contentType(type)
                                .checksumSHA256(checksum)
                                .ifNoneMatch("*"),
                        RequestBody.fromBytes(contents));
                return contents;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) return read(key);
                throw new ServiceUnavailableException("the archive rejected " + key, e);
            }
        });
    }

    private byte[] read(String key) {
        return callArchive(() -> {
            try {
                return s3.getObjectAsBytes(get -> get.bucket(bucketName).key(key))
                        .asByteArray();
            } catch (NoSuchKeyException e) {
                throw new IllegalStateException("the archive lacks " + key, e);
            }
        });
    }

    private static <T> T callArchive(Supplier<T> call) {
        return AwsCall.run("the archive did not answer", call);
    }

    static byte[] sha256(byte[] contents) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(contents);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
