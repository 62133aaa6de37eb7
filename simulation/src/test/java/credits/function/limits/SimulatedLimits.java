package credits.function.limits;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.http.HttpEndpoint;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.profile.ErasedMembersStore;
import credits.profile.ProfileStore;
import credits.vies.ViesClient;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The function that changes limits, on simulated services.
public final class SimulatedLimits {
    private SimulatedLimits() {}

    public static RequestStreamHandler newHandler(
            HttpEndpoint endpoint, DynamoDbClient dynamo, String table, ZoneId zone, Ledger ledger) {
        var profiles = new ProfileStore(dynamo, table);
        return new LimitsHandler(
                endpoint,
                new Wiring(
                        new AccountQueries(dynamo, table, zone),
                        ledger,
                        profiles,
                        new ErasedMembersStore(dynamo, table),
                        new RecipientConfirmations(profiles, _ -> {}),
                        new ViesClient(URI.create("http://localhost:1/"), Duration.ofMillis(1), "IT00743110157"),
                        false));
    }
}
