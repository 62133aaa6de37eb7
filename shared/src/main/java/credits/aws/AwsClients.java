package credits.aws;

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
public final class AwsClients {
    /// The longest time of a call with all its attempts.
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(6);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_ATTEMPTS = 3;

    private AwsClients() {}

    /// Returns a DynamoDB client, at the endpoint named in the environment if there is one.
    public static DynamoDbClient dynamoDb(Map<String, String> environment) {
        return configure(DynamoDbClient.builder(), environment, "AWS_ENDPOINT_URL_DYNAMODB")
                .build();
    }

    /// Returns `builder` with our timeouts, retries and HTTP client.
    ///
    /// @param endpointVariable the variable that overrides the endpoint of AWS, for running the functions locally
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
            B builder, Map<String, String> environment, String endpointVariable) {
        return applyTimeouts(builder, environment, endpointVariable, ATTEMPT_TIMEOUT, CALL_TIMEOUT, MAX_ATTEMPTS);
    }

    /// Returns `builder` with our HTTP client and without retries, for calls that are not idempotent.
    ///
    /// @param timeout how long to wait for a response
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configureWithoutRetries(
            B builder, Map<String, String> environment, String endpointVariable, Duration timeout) {
        return applyTimeouts(builder, environment, endpointVariable, timeout, timeout, 1);
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B applyTimeouts(
            B builder,
            Map<String, String> environment,
            String endpointVariable,
            Duration attemptTimeout,
            Duration callTimeout,
            int maxAttempts) {
        Optional.ofNullable(environment.get(endpointVariable)).map(URI::create).ifPresent(builder::endpointOverride);
        Optional.ofNullable(environment.get("AWS_REGION")).map(Region::of).ifPresent(builder::region);
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(attemptTimeout))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(attemptTimeout)
                        .apiCallTimeout(callTimeout)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(maxAttempts)
                                .build()));
    }
}
