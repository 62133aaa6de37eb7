package credits.local.stripe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// The settings of a fake Stripe.
///
/// @param port 0 picks a free port
/// @param apiKey the one valid API key
/// @param apiVersion the API version of responses and events
/// @param sellerCountry the country for automatic tax
/// @param debitDuration how long a SEPA debit takes
/// @param webhookRetryDelays the delays after failed deliveries of webhooks
public record FakeStripeSettings(
        int port,
        String apiKey,
        String apiVersion,
        String sellerCountry,
        Duration debitDuration,
        List<Duration> webhookRetryDelays,
        InstantSource clock,
        RandomGenerator random) {
    /// The version that stripe-java 33.3.0, the library of this project, is written for.
    public static final String API_VERSION = "2026-07-29.dahlia";

    public static final String API_KEY = "sk_test_local";

    /// As with Stripe: sooner at first, for three days.
    private static final List<Duration> DEFAULT_RETRY_DELAYS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(5),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(30));

    /// Settings for a test: any port, five days for a SEPA debit.
    public static FakeStripeSettings of(InstantSource clock, RandomGenerator random) {
        return new FakeStripeSettings(
                0, API_KEY, API_VERSION, "IT", Duration.ofDays(5), DEFAULT_RETRY_DELAYS, clock, random);
    }

    public FakeStripeSettings withPort(int port) {
        return new FakeStripeSettings(
                port, apiKey, apiVersion, sellerCountry, debitDuration, webhookRetryDelays, clock, random);
    }

    public FakeStripeSettings withDebitDuration(Duration duration) {
        return new FakeStripeSettings(
                port, apiKey, apiVersion, sellerCountry, duration, webhookRetryDelays, clock, random);
    }
}
