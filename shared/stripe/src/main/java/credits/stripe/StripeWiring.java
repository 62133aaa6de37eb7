package credits.stripe;

import credits.aws.AwsClients;
import credits.ledger.Ledger;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentQuarantine;
import credits.payment.store.StripeCustomers;
import credits.payment.store.UnmatchedReversals;
import credits.profile.ProfileStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The dependencies that the three functions that use Stripe share, created once per execution environment.
///
/// @param isLive whether real money is taken
public record StripeWiring(
        DynamoDbClient dynamo,
        String tableName,
        StripeSecrets secrets,
        StripeApi api,
        PaymentLedger paymentLedger,
        StripeCustomers stripeCustomers,
        ProfileStore profileStore,
        UnmatchedReversals unmatchedReversals,
        QuarantineRecorder quarantine,
        CheckoutFulfilment fulfilment,
        ReversalProcessor reversals,
        boolean isLive) {
    // Shorter than the functions' timeouts, so that the caller gets a 503 instead of a dropped connection.
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(4);

    public static StripeWiring of(Map<String, String> environment, InstantSource clock) {
        return of(environment, AwsClients.dynamoDb(environment), StripeSecrets.of(environment, clock));
    }

    /// The same dependencies with the given database and source of the secret.
    public static StripeWiring of(Map<String, String> environment, DynamoDbClient dynamo, StripeSecrets secrets) {
        var base = apiBase(environment, isLive(environment));
        var api = new StripeApi(secrets, client -> base.ifPresent(client::setApiBase));
        return of(environment, dynamo, secrets, api, RetryPolicy.withinBudget(RETRY_TIMEOUT, new SecureRandom()));
    }

    /// The same dependencies with the given clients.
    ///
    /// @param attempts the retries of a commit
    public static StripeWiring of(
            Map<String, String> environment,
            DynamoDbClient dynamo,
            StripeSecrets secrets,
            StripeApi api,
            Supplier<RetryPolicy> attempts) {
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var ledger = new Ledger(
                dynamo, table, ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment)), attempts);
        var paymentLedger = new PaymentLedger(dynamo, table, ledger, attempts);
        var stripeCustomers = new StripeCustomers(dynamo, table);
        var profileStore = new ProfileStore(dynamo, table);
        var unmatchedReversals = new UnmatchedReversals(dynamo, table);
        var quarantine = new QuarantineRecorder(new PaymentQuarantine(dynamo, table));
        boolean live = isLive(environment);
        return new StripeWiring(
                dynamo,
                table,
                secrets,
                api,
                paymentLedger,
                stripeCustomers,
                profileStore,
                unmatchedReversals,
                quarantine,
                new CheckoutFulfilment(
                        api, paymentLedger, stripeCustomers, profileStore, unmatchedReversals, quarantine, live),
                new ReversalProcessor(api, paymentLedger, unmatchedReversals, quarantine),
                live);
    }

    private static boolean isLive(Map<String, String> environment) {
        return switch (EnvironmentVariable.STRIPE_LIVE.require(environment)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalStateException("STRIPE_LIVE must be true or false");
        };
    }

    // An environment variable must never divert live payments.
    private static Optional<String> apiBase(Map<String, String> environment, boolean live) {
        var base = EnvironmentVariable.STRIPE_API_BASE.find(environment);
        if (live && base.isPresent())
            throw new IllegalStateException("STRIPE_API_BASE must not be set if STRIPE_LIVE is true");
        return base;
    }
}
