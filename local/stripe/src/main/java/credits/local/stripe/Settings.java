package credits.local.stripe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// How a stand-in is set up. `port` 0 takes any free one. `secret` is the API key; `version` is the API version
/// that answers and events are written in; `seller` is the country that automatic tax sells from; `bank` is how
/// long a SEPA debit takes; `retries` are the pauses after failed deliveries.
public record Settings(
        int port,
        String secret,
        String version,
        String seller,
        Duration bank,
        List<Duration> retries,
        InstantSource clock,
        RandomGenerator random) {
    /// What a deployment's library is written for: stripe-java 33.3.0.
    public static final String VERSION = "2026-07-29.dahlia";

    public static final String SECRET = "sk_test_local";

    /// As Stripe: sooner at first, for three days.
    private static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(5),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(30));

    /// What a test wants: any port, five days for a SEPA debit.
    public static Settings of(InstantSource clock, RandomGenerator random) {
        return new Settings(0, SECRET, VERSION, "IT", Duration.ofDays(5), RETRIES, clock, random);
    }

    public Settings on(int port) {
        return new Settings(port, secret, version, seller, bank, retries, clock, random);
    }

    public Settings withBank(Duration bank) {
        return new Settings(port, secret, version, seller, bank, retries, clock, random);
    }
}
