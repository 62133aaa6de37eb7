package credits.stripe;

import credits.aws.AwsCall;
import credits.aws.AwsClients;
import credits.settings.EnvironmentVariable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The Stripe secret, read on first use and again after five minutes. A rotated secret is therefore in use within five
/// minutes, and no secret is part of a snapshot or an environment variable.
public final class StripeSecrets {
    private static final Duration CACHE_TTL = Duration.ofMinutes(5);

    private final Supplier<String> source;
    private final InstantSource clock;
    private Optional<StripeSecret> cached = Optional.empty();
    private Instant cachedAt = Instant.MIN;

    /// Creates a cache over `source`.
    ///
    /// @param source reads the stored secret
    public StripeSecrets(Supplier<String> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /// The secret in Secrets Manager that the environment names.
    public static StripeSecrets of(Map<String, String> environment, InstantSource clock) {
        var id = EnvironmentVariable.STRIPE_SECRET_ARN.require(environment);
        var client = AwsClients.configure(
                        SecretsManagerClient.builder(), environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER")
                .build();
        return new StripeSecrets(
                () -> client.getSecretValue(get -> get.secretId(id)).secretString(), clock);
    }

    /// The secret, at most five minutes old. Throws [ServiceUnavailableException] if it cannot be read.
    public synchronized StripeSecret current() {
        var now = clock.instant();
        if (cached.isPresent() && now.isBefore(cachedAt.plus(CACHE_TTL))) return cached.get();
        var loaded = StripeSecret.parse(AwsCall.run("the Stripe secret cannot be read", source));
        cached = Optional.of(loaded);
        cachedAt = now;
        return loaded;
    }
}
