package credits.local.stripe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// The settings of a fake Stripe.
///
/// @param port 0 picks a free port
/// @param secret the one valid API key
/// @param version the API version of responses and events
/// @param seller the country for automatic tax
/// @param bank how long a SEPA debit takes
/// @param retries the delays after failed deliveries of webhooks
public record Settings(
        int port,
        String secret,
        String version,
        String seller,
        Duration bank,
        List<Duration> retries,
        InstantSource clock,
        RandomGenerator random) {
    /// The version that stripe-java 33.3.0, the library of this project, is written for.
    public static final String VERSION = "2026-07-29.dahlia";

    public static final String SECRET = "sk_test_local";

    /// As with Stripe: sooner at first, for three days.
    private static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(5),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(30));

    /// Settings for a test: any port, five days for a SEPA debit.
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
