package credits.function.invoice;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.SimulatedCrash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// An in-memory bucket behind a faulty network: conditional puts and reads, and their failures.
final class FaultyBucket implements S3Client {
    private static final int PRECONDITION_FAILED = 412;

    private final Map<String, byte[]> objects = new TreeMap<>();
    private final DeterministicScheduler scheduler;
    private final ChoiceSource choices;

    FaultyBucket(DeterministicScheduler scheduler, ChoiceSource choices) {
        this.scheduler = scheduler;
        this.choices = choices;
    }

    Map<String, byte[]> objects() {
        return objects;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        if (!"*".equals(request.ifNoneMatch())) throw new IllegalStateException("a put that could replace: " + request);
        scheduler.pause();
        if (choices.nextBoolean(0.05)) throw new SimulatedCrash("before " + request.key());
        if (objects.containsKey(request.key())) {
            throw (S3Exception)
                    S3Exception.builder().statusCode(PRECONDITION_FAILED).build();
        }
        var _ = objects.put(request.key(), bytes(body));
        if (choices.nextBoolean(0.05)) throw new SimulatedCrash("after " + request.key());
        if (choices.nextBoolean(0.05)) throw SdkClientException.create("Read timed out");
        scheduler.pause();
        return PutObjectResponse.builder().build();
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest request) {
        scheduler.pause();
        var found = Optional.ofNullable(objects.get(request.key())).orElseThrow();
        return ResponseBytes.fromByteArray(GetObjectResponse.builder().build(), found);
    }

    private static byte[] bytes(RequestBody body) {
        try (var stream = body.contentStreamProvider().newStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
