package credits.stripe;

import credits.ledger.Attempts;
import credits.ledger.Connection;
import credits.ledger.Customers;
import credits.ledger.Ledger;
import credits.ledger.Parking;
import credits.ledger.Payments;
import credits.ledger.Profiles;
import credits.wire.Variable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The dependencies that the three functions that use Stripe share, created once per execution environment.
///
/// @param live whether real money is taken
public record StripeWiring(
        DynamoDbClient dynamo,
        String table,
        Secrets secrets,
        StripeApi api,
        Payments payments,
        Customers customers,
        Profiles profiles,
        Parking parking,
        Fulfilment fulfilment,
        Reversals reversals,
        boolean live) {
    // Shorter than the functions' timeouts, so that the caller gets a 503 instead of a dropped connection.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    public static StripeWiring of(Map<String, String> environment, InstantSource clock) {
        return of(environment, Connection.dynamo(environment), Secrets.of(environment, clock));
    }

    /// The same dependencies with the given database and source of the secret.
    public static StripeWiring of(Map<String, String> environment, DynamoDbClient dynamo, Secrets secrets) {
        var table = Variable.TABLE_NAME.in(environment);
        var attempts = Attempts.within(PATIENCE, new SecureRandom());
        var ledger = new Ledger(dynamo, table, ZoneId.of(Variable.DEFAULT_TIME_ZONE.in(environment)), attempts);
        var payments = new Payments(dynamo, table, ledger, attempts);
        var customers = new Customers(dynamo, table);
        var profiles = new Profiles(dynamo, table);
        var parking = new Parking(dynamo, table);
        boolean live = isLive(environment);
        var api = new StripeApi(secrets, base(environment, live));
        return new StripeWiring(
                dynamo,
                table,
                secrets,
                api,
                payments,
                customers,
                profiles,
                parking,
                new Fulfilment(api, payments, customers, profiles, parking, live),
                new Reversals(api, payments, parking),
                live);
    }

    private static boolean isLive(Map<String, String> environment) {
        return switch (Variable.STRIPE_LIVE.in(environment)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalStateException("STRIPE_LIVE must be true or false");
        };
    }

    // An environment variable must never divert live payments.
    private static Optional<String> base(Map<String, String> environment, boolean live) {
        var base = Variable.STRIPE_API_BASE.ifSet(environment);
        if (live && base.isPresent())
            throw new IllegalStateException("STRIPE_API_BASE must not be set if STRIPE_LIVE is true");
        return base;
    }
}
