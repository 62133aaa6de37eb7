package credits.function.usage;

import credits.aws.AwsCall;
import credits.settings.EnvironmentVariable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Reads files of a bucket by requests that it signs itself. The client of S3 can do a hundred things more, and would
/// be
/// a third of the function's jar.
///
/// Throws [ServiceUnavailableException] if S3 does not respond.
final class SignedBucket {
    private static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL_S3";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_ATTEMPTS = 3;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(TIMEOUT)
            .socketTimeout(TIMEOUT)
            .build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final String address;
    private final String region;
    private final AwsCredentialsProvider credentials;
    private final Clock clock;

    /// @param address the bucket's address, without a slash at its end
    SignedBucket(String address, String region, AwsCredentialsProvider credentials, Clock clock) {
        this.address = address;
        this.region = region;
        this.credentials = credentials;
        this.clock = clock;
    }

    /// The bucket that the environment names.
    static SignedBucket of(Map<String, String> environment) {
        var name = EnvironmentVariable.ARCHIVE_BUCKET.require(environment);
        var region = Optional.ofNullable(environment.get("AWS_REGION")).orElse("us-east-1");
        // Outside AWS, buckets are addressed by path: there is no host name per bucket.
        var address = Optional.ofNullable(environment.get(ENDPOINT_VARIABLE))
                .map(endpoint -> endpoint + "/" + name)
                .orElse("https://" + name + ".s3." + region + ".amazonaws.com");
        return new SignedBucket(
                address, region, DefaultCredentialsProvider.builder().build(), Clock.systemUTC());
    }

    /// Returns a file, which must exist.
    byte[] read(String key) {
        return AwsCall.run("the archive did not answer", () -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    var response = get(key);
                    if (response.httpResponse().statusCode() < SERVER_ERROR) return contents(key, response);
                } catch (IOException fault) {
                    if (attempt == MAX_ATTEMPTS) throw SdkClientException.create("no response for " + key, fault);
                }
                if (attempt == MAX_ATTEMPTS) throw SdkClientException.create("no response for " + key);
            }
        });
    }

    private HttpExecuteResponse get(String key) throws IOException {
        var signed = sign(URI.create(address + "/" + key));
        return http.prepareRequest(HttpExecuteRequest.builder().request(signed).build())
                .call();
    }

    /// Returns a signed `GET`.
    SdkHttpRequest sign(URI uri) {
        var request =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
        return signer.sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        // S3 signs paths as they are.
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
    }

    private static byte[] contents(String key, HttpExecuteResponse response) throws IOException {
        int status = response.httpResponse().statusCode();
        if (status == NOT_FOUND) throw new IllegalStateException("the archive lacks " + key);
        if (status != OK || response.responseBody().isEmpty())
            throw SdkClientException.create("the archive responded with " + status + " for " + key);
        try (var body = response.responseBody().get()) {
            return body.readAllBytes();
        }
    }
}
