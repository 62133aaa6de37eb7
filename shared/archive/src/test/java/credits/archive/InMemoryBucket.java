package credits.archive;

import static java.util.Objects.requireNonNull;

import credits.local.aws.role.ActingFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An in-memory bucket with conditional puts, reads and lists, which can stop responding. Functions may do with it what
/// their roles allow.
public final class InMemoryBucket implements S3Client {
    private static final int PRECONDITION_FAILED = 412;
    private static final String BUCKET = "InvoicesBucket.Arn";

    private final Map<String, byte[]> objects = new TreeMap<>();
    private boolean isUnavailable;

    /// Its contents by object key.
    public Map<String, byte[]> objects() {
        return objects;
    }

    /// Makes it stop responding, or respond again.
    public void setUnavailable(boolean unavailable) {
        isUnavailable = unavailable;
    }

    public AnchorArchive anchorArchive() {
        return new AnchorArchive(this, "archive");
    }

    public DocumentArchive archive() {
        return new DocumentArchive(this, "archive");
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        if (!"*".equals(request.ifNoneMatch())) throw new IllegalStateException("a put that could replace: " + request);
        requireNonNull(request.checksumSHA256(), "Object Lock takes no file without a checksum");
        ActingFunction.requireAllowed("s3:PutObject", BUCKET + "/" + request.key());
        failIfUnavailable();
        if (objects.containsKey(request.key()))
            throw (S3Exception)
                    S3Exception.builder().statusCode(PRECONDITION_FAILED).build();
        try (var stream = body.contentStreamProvider().newStream()) {
            var _ = objects.put(request.key(), stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PutObjectResponse.builder().build();
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
        ActingFunction.requireAllowed("s3:GetObject", BUCKET + "/" + request.key());
        failIfUnavailable();
        var found = objects.get(request.key());
        if (found == null) {
            // Without this permission, S3 does not tell that an object is missing.
            ActingFunction.requireAllowed("s3:ListBucket", BUCKET);
            throw NoSuchKeyException.builder().statusCode(404).build();
        }
        return ResponseBytes.fromByteArray(GetObjectResponse.builder().build(), found);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        ActingFunction.requireAllowed("s3:ListBucket", BUCKET);
        failIfUnavailable();
        var found = objects.keySet().stream()
                .filter(key -> key.startsWith(request.prefix()) && key.compareTo(request.startAfter()) > 0)
                .map(key -> S3Object.builder().key(key).build())
                .toList();
        return ListObjectsV2Response.builder()
                .isTruncated(false)
                .contents(found)
                .build();
    }

    private void failIfUnavailable() {
        if (isUnavailable) throw SdkClientException.create("Read timed out");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
