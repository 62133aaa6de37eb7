package credits.simulation.flow;

import credits.archive.DocumentArchive;
import credits.archive.InMemoryBucket;
import java.util.Map;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// The bucket of documents.
final class SimulatedArchive implements S3Client {
    private final ServicePort port;
    private final InMemoryBucket bucket = new InMemoryBucket();

    SimulatedArchive(ServicePort port) {
        this.port = port;
    }

    DocumentArchive archive() {
        return new DocumentArchive(this, "archive");
    }

    /// Its contents by object key.
    Map<String, byte[]> objects() {
        return bucket.objects();
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return port.call("S3 put", () -> bucket.putObject(request, body), SimulatedArchive::timeout);
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
        return port.call("S3 get", () -> bucket.getObjectAsBytes(request), SimulatedArchive::timeout);
    }

    private static RuntimeException timeout() {
        return SdkClientException.create("Read timed out");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
