package credits.function.limits;

import credits.aws.AwsClients;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.profile.ProfileStore;
import credits.retry.RetryPolicy;
import credits.settings.EnvironmentVariable;
import credits.vies.ViesClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/// The function's dependencies, created once per execution environment.
///
/// @param isProfileRequired whether the billing profile must be saved before credits can be bought
record Wiring(
        AccountQueries accountQueries,
        Ledger ledger,
        ProfileStore profileStore,
        ViesClient viesClient,
        boolean isProfileRequired) {
    // Shorter than the function's timeout, so that the caller gets a 503 instead of a dropped connection.
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(3);

    // VIES is slow even when it is up. After this timeout the number stays unverified.
    private static final Duration VIES_TIMEOUT = Duration.ofSeconds(4);

    static Wiring of(Map<String, String> environment) {
        var dynamo = AwsClients.dynamoDb(environment);
        var table = EnvironmentVariable.TABLE_NAME.require(environment);
        var zone = ZoneId.of(EnvironmentVariable.DEFAULT_TIME_ZONE.require(environment));
        return new Wiring(
                new AccountQueries(dynamo, table, zone),
                new Ledger(dynamo, table, zone, RetryPolicy.withinBudget(RETRY_TIMEOUT, new SecureRandom())),
                new ProfileStore(dynamo, table),
                ViesClient.from(environment, VIES_TIMEOUT),
                EnvironmentVariable.VAT_MODE.require(environment).equals("static"));
    }
}
