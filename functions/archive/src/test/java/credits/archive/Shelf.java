package credits.archive;

import static java.util.Objects.requireNonNull;

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
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// An in-memory bucket with conditional puts and reads, which can stop responding.
public final class Shelf implements S3Client {
    private static final int EXISTS = 412;

    private final Map<String, byte[]> objects = new TreeMap<>();
    private boolean isSilent;

    /// Its contents by object key.
    public Map<String, byte[]> objects() {
        return objects;
    }

    /// Makes it stop responding, or respond again.
    public void silent(boolean silent) {
        isSilent = silent;
    }

    public Archive archive() {
        return new Archive(this, "archive");
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        if (!"*".equals(request.ifNoneMatch())) throw new IllegalStateException("a put that could replace: " + request);
        requireNonNull(request.checksumSHA256(), "Object Lock takes no file without a checksum");
        answer();
        if (objects.containsKey(request.key()))
            throw (S3Exception) S3Exception.builder().statusCode(EXISTS).build();
        try (var stream = body.contentStreamProvider().newStream()) {
            var _ = objects.put(request.key(), stream.readAllBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return PutObjectResponse.builder().build();
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
        answer();
        var found = objects.get(request.key());
        if (found == null) throw NoSuchKeyException.builder().statusCode(404).build();
        return ResponseBytes.fromByteArray(GetObjectResponse.builder().build(), found);
    }

    private void answer() {
        if (isSilent) throw SdkClientException.create("Read timed out");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
