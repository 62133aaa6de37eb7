package credits.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Configures the AWS clients of functions, with bounds on time and attempts, so that a fault leaves time to report it.
public final class Connection {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(6);
    private static final int ATTEMPTS = 3;

    private Connection() {}

    /// Returns a DynamoDB client, at the endpoint named in the environment if there is one.
    public static DynamoDbClient dynamo(Map<String, String> environment) {
        return configured(DynamoDbClient.builder(), environment, "AWS_ENDPOINT_URL_DYNAMODB")
                .build();
    }

    /// Returns `builder` with our time-outs, retries and HTTP client.
    ///
    /// @param endpoint the variable that overrides the endpoint of AWS, for running the functions locally
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Map<String, String> environment, String endpoint) {
        return bounded(builder, environment, endpoint, ATTEMPT, CALL, ATTEMPTS);
    }

    /// Returns `builder` with our HTTP client and without retries, for calls that are not idempotent.
    ///
    /// @param patience how long to wait for a response
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B once(
            B builder, Map<String, String> environment, String endpoint, Duration patience) {
        return bounded(builder, environment, endpoint, patience, patience, 1);
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B bounded(
            B builder,
            Map<String, String> environment,
            String endpoint,
            Duration attempt,
            Duration call,
            int attempts) {
        Optional.ofNullable(environment.get(endpoint)).map(URI::create).ifPresent(builder::endpointOverride);
        Optional.ofNullable(environment.get("AWS_REGION")).map(Region::of).ifPresent(builder::region);
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(attempt))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(call)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(attempts)
                                .build()));
    }
}
