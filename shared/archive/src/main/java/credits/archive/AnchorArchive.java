package credits.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.aws.AwsCall;
import credits.ledger.verification.AnchorList;
import credits.settings.EnvironmentVariable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The lists of anchors of the chains, one file a night. Files are written once and never replaced; retention is
/// enforced by S3 Object Lock.
///
/// Throws [ServiceUnavailableException] if S3 does not respond.
public final class AnchorArchive {
    // A list that is older than the table's backups is of no use.
    private static final Duration MAX_AGE = Duration.ofDays(40);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z.txt'").withZone(ZoneOffset.UTC);

    private final S3Client s3;
    private final String bucketName;

    public AnchorArchive(S3Client s3, String bucketName) {
        this.s3 = s3;
        this.bucketName = bucketName;
    }

    /// The archive in the bucket that the environment names.
    public static AnchorArchive of(Map<String, String> environment) {
        return new AnchorArchive(
                DocumentArchive.client(environment), EnvironmentVariable.ARCHIVE_BUCKET.require(environment));
    }

    /// Stores `text` as the list of `createdAt`.
    public void store(Instant createdAt, String text) {
        var contents = text.getBytes(UTF_8);
        // Object Lock requires a checksum.
        var checksum = Base64.getEncoder().encodeToString(DocumentArchive.sha256(contents));
        var _ = AwsCall.run(
                "the list of anchors cannot be stored",
                () -> s3.putObject(
                        put -> put.bucket(bucketName)
                                .key(AnchorList.ARCHIVE_FOLDER + NAME.format(createdAt))
                                .contentType("text/plain; charset=utf-8")
                                .checksumSHA256(checksum)
                                .ifNoneMatch("*"),
                        RequestBody.fromBytes(contents)));
    }

    /// Returns the newest list of the last 40 days; empty if there is none.
    public Optional<String> findLatest(Instant now) {
        return AwsCall.run("the lists of anchors cannot be read", () -> {
            var oldest = AnchorList.ARCHIVE_FOLDER + NAME.format(now.minus(MAX_AGE));
            return s3
                    .listObjectsV2Paginator(list -> list.bucket(bucketName)
                            .prefix(AnchorList.ARCHIVE_FOLDER)
                            .startAfter(oldest))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .max(String::compareTo)
                    .map(this::read);
        });
    }

    private String read(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(bucketName).key(key)).asUtf8String();
    }
}
