package credits.function.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import credits.retry.ServiceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class SignedBucketTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC);
    private static final byte[] FILE = {1, 2, 3};

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final Deque<String> paths = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var _ = server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(statuses.remove(), FILE.length);
            exchange.getResponseBody().write(FILE);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// With the key and the time of the examples in AWS's documentation of signature version 4. The signature was
    /// computed by another program, which computes theirs as well.
    @Test
    void a_request_is_signed_as_S3_demands() {
        var signed = bucket("https://examplebucket.s3.amazonaws.com")
                .sign(URI.create("https://examplebucket.s3.amazonaws.com/invoices/2026-000042.pdf"));

        assertThat(signed.firstMatchingHeader("x-amz-content-sha256"))
                .contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(signed.firstMatchingHeader("x-amz-date")).contains("20130524T000000Z");
        assertThat(signed.firstMatchingHeader("Authorization"))
                .contains("AWS4-HMAC-SHA256 "
                        + "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                        + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, "
                        + "Signature=72fa986f438d9710745c62cd895b606b8462e5abe0a333771388daf1baed9a57");
    }

    @Test
    void a_file_is_read_after_a_passing_fault() {
        statuses.addAll(List.of(503, 500, 200));

        assertThat(bucket(address()).read("invoices/2026-000042.pdf")).isEqualTo(FILE);
        assertThat(paths).hasSize(3).containsOnly("/invoices/2026-000042.pdf");
    }

    @Test
    void a_missing_file_and_an_unavailable_bucket_fail_differently() {
        statuses.addAll(List.of(404, 503, 503, 503, 403));

        assertThatThrownBy(() -> bucket(address()).read("none")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bucket(address()).read("none")).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> bucket(address()).read("none")).isInstanceOf(ServiceUnavailableException.class);
        assertThat(statuses).isEmpty();
    }

    @Test
    void a_bucket_that_does_not_listen_is_unavailable() {
        var bucket = bucket(address());
        server.stop(0);

        assertThatThrownBy(() -> bucket.read("none")).isInstanceOf(ServiceUnavailableException.class);
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static SignedBucket bucket(String address) {
        var credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
        return new SignedBucket(address, "us-east-1", credentials, CLOCK);
    }
}
