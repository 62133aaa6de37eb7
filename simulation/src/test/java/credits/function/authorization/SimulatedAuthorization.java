package credits.function.authorization;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.api.BlockerJson;
import credits.event.UsageProducers;
import credits.http.HttpEndpoint;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.pricing.store.PriceCache;
import credits.profile.ErasedMembersStore;
import credits.retry.RetryPolicy;
import credits.usage.store.UsageLedger;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The function that holds and debits credits before they are spent, on simulated services.
public final class SimulatedAuthorization {
    private SimulatedAuthorization() {}

    public static RequestStreamHandler newHandler(
            HttpEndpoint endpoint,
            DynamoDbClient dynamo,
            String table,
            ZoneId zone,
            Ledger ledger,
            PriceCache prices,
            Supplier<RetryPolicy> retryPolicies,
            InstantSource clock) {
        return new AuthorizationHandler(
                endpoint,
                new Wiring(
                        ledger,
                        new AccountQueries(dynamo, table, zone),
                        prices,
                        new BlockerJson("https://app/usage", "https://app/limits", "https://app/top-up"),
                        new UsageReportBooking(
                                UsageProducers.parse("{}"), new UsageLedger(ledger, prices, clock), retryPolicies),
                        new ErasedMembersStore(dynamo, table)));
    }
}
