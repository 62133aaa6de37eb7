package credits.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.ledger.verification.AnchorList;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// The lists of anchors of the chains, one file a night, and the key that they are signed with.
///
/// Throws [ServiceUnavailableException] if S3 does not respond.
public final class AnchorArchive {
    // A list that is older than the table's backups is of no use.
    private static final Duration MAX_AGE = Duration.ofDays(40);
    private static final String EXTENSION = ".txt";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String KEY_FILE = AnchorList.ARCHIVE_FOLDER + "key";
    private static final int KEY_BYTES = 32;

    private final WriteOnceBucket bucket;

    public AnchorArchive(S3Client s3, String bucketName) {
        this(new WriteOnceBucket(s3, bucketName));
    }

    private AnchorArchive(WriteOnceBucket bucket) {
        this.bucket = bucket;
    }

    /// The archive in the bucket that the environment names.
    public static AnchorArchive of(Map<String, String> environment) {
        return new AnchorArchive(WriteOnceBucket.of(environment));
    }

    /// Stores `text` as the list of `createdAt`.
    public void store(Instant createdAt, String text) {
        var _ = bucket.store(fileOf(createdAt) + EXTENSION, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    /// Returns the newest list of the last 40 days; empty if there is none.
    public Optional<String> findLatest(Instant now) {
        return bucket.findLast(AnchorList.ARCHIVE_FOLDER, EXTENSION, fileOf(now.minus(MAX_AGE)))
                .map(key -> new String(bucket.read(key), UTF_8));
    }

    /// Returns the key that lists are signed with, in hexadecimal digits. The first call creates it, for ever:
    /// signatures of past years must stay verifiable.
    public String signingKey() {
        var random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        var created = HexFormat.of().formatHex(random).getBytes(UTF_8);
        return new String(bucket.store(KEY_FILE, "text/plain; charset=utf-8", created), UTF_8);
    }

    private static String fileOf(Instant time) {
        return AnchorList.ARCHIVE_FOLDER + NAME.format(time);
    }
}
