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

/// How a function talks to AWS: bounded in time and attempts, so that a fault is told while there is time to tell
/// it.
public final class Connection {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(6);
    private static final int ATTEMPTS = 3;

    private Connection() {}

    /// A client of the database, at the place that the environment names.
    public static DynamoDbClient dynamo(Map<String, String> environment) {
        return configured(DynamoDbClient.builder(), environment, "AWS_ENDPOINT_URL_DYNAMODB")
                .build();
    }

    /// `builder` with our time-outs, retries and HTTP client.
    ///
    /// @param endpoint the variable that names another place than AWS's, as it does where the functions run locally
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Map<String, String> environment, String endpoint) {
        return bounded(builder, environment, endpoint, ATTEMPT, CALL, ATTEMPTS);
    }

    /// `builder` with our HTTP client, asking once: of what is not the same when it is asked twice.
    ///
    /// @param patience how long an answer may take
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
