package credits.archive;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.retry.ServiceUnavailableException;
import credits.settings.EnvironmentVariable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The bucket whose files are written once and never replaced; retention is enforced by S3 Object Lock.
///
/// Throws [ServiceUnavailableException] if S3 does not respond.
final class WriteOnceBucket {
    private static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL_S3";
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String name;

    WriteOnceBucket(S3Client s3, String name) {
        this.s3 = s3;
        this.name = name;
    }

    /// The bucket that the environment names.
    static WriteOnceBucket of(Map<String, String> environment) {
        // Outside AWS, buckets are addressed by path: there is no host name per bucket.
        boolean hasEndpointOverride =
                Optional.ofNullable(environment.get(ENDPOINT_VARIABLE)).isPresent();
        // Files are small, so each is signed as a whole.
        var client = AwsClients.configure(S3Client.builder(), environment, ENDPOINT_VARIABLE)
                .serviceConfiguration(configuration ->
                        configuration.chunkedEncodingEnabled(false).pathStyleAccessEnabled(hasEndpointOverride))
                .build();
        return new WriteOnceBucket(client, EnvironmentVariable.ARCHIVE_BUCKET.require(environment));
    }

    /// Stores `contents` unless the file exists. Returns what is in the file now.
    byte[] store(String key, String type, byte[] contents) {
        // Object Lock requires a checksum.
        var checksum = Base64.getEncoder().encodeToString(sha256(contents));
        return call(() -> {
            try {
                var _ = s3.putObject(
                        put -> put.bucket(name)
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

    /// Returns a file, which must exist.
    byte[] read(String key) {
        return call(() -> {
            try {
                return s3.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArray();
            } catch (NoSuchKeyException e) {
                throw new IllegalStateException("the archive lacks " + key, e);
            }
        });
    }

    /// Returns the last key, in lexical order, of a folder that ends with `extension` and comes after `start`.
    Optional<String> findLast(String folder, String extension, String start) {
        return call(() -> {
            var objects = s3.listObjectsV2Paginator(
                    list -> list.bucket(name).prefix(folder).startAfter(start));
            return objects.contents().stream()
                    .map(S3Object::key)
                    .filter(key -> key.endsWith(extension))
                    .max(String::compareTo);
        });
    }

    private static <T> T call(Supplier<T> call) {
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
