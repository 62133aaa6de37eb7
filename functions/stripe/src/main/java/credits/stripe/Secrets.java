package credits.stripe;

import credits.ledger.Connection;
import credits.ledger.Unavailable;
import credits.wire.Variable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The Stripe secret, read on first use and again after five minutes. A rotated secret is therefore in use within five
/// minutes, and no secret is part of a snapshot or an environment variable.
public final class Secrets {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Supplier<String> source;
    private final InstantSource clock;
    private Optional<Secret> known = Optional.empty();
    private Instant since = Instant.MIN;

    /// Creates a cache over `source`.
    ///
    /// @param source reads the stored secret
    public Secrets(Supplier<String> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /// The secret in Secrets Manager that the environment names.
    public static Secrets of(Map<String, String> environment, InstantSource clock) {
        var id = Variable.STRIPE_SECRET_ARN.in(environment);
        var client = Connection.configured(
                        SecretsManagerClient.builder(), environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER")
                .build();
        return new Secrets(() -> client.getSecretValue(get -> get.secretId(id)).secretString(), clock);
    }

    /// The secret, at most five minutes old. Throws [Unavailable] if it cannot be read.
    public synchronized Secret current() {
        var now = clock.instant();
        if (known.isPresent() && now.isBefore(since.plus(LIFETIME))) return known.get();
        try {
            var fresh = Secret.parse(source.get());
            known = Optional.of(fresh);
            since = now;
            return fresh;
        } catch (SdkException fault) {
            throw new Unavailable("the Stripe secret cannot be read", fault);
        }
    }
}
