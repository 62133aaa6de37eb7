package credits.function.proof;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import credits.archive.AnchorArchive;
import credits.aws.AwsClients;
import credits.json.Json;
import credits.ledger.OrganisationDirectory;
import credits.ledger.close.AccountClosing;
import credits.ledger.close.MonthlyCloseStore;
import credits.ledger.verification.ChainVerifier;
import credits.ledger.verification.VerificationProgress;
import credits.settings.EnvironmentVariable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Runs part of the daily ledger verification, and then of the monthly close, every hour. The event names the task:
/// `{"task": "prove"}`, or `accept_restore`, which an operator runs once after the table was restored.
public final class ProofHandler implements RequestStreamHandler {
    // One page of a chain takes a second or two. The rest of the reserve is for the anchors and the response.
    private static final int TIME_RESERVE_MILLIS = 60_000;

    private final LedgerVerification verification;
    private final MonthlyClosing monthlyClosing;
    private final InstantSource clock;

    /// Used by Lambda.
    public ProofHandler() {
        this(System.getenv(), InstantSource.system());
    }

    /// Creates the handler with the given environment variables and clock; used outside Lambda.
    public ProofHandler(Map<String, String> environment, InstantSource clock) {
        this(
                AwsClients.dynamoDb(environment),
                EnvironmentVariable.TABLE_NAME.require(environment),
                signedAnchors(AnchorArchive.of(environment)),
                clock);
    }

    ProofHandler(DynamoDbClient dynamo, String table, SignedAnchors signedAnchors, InstantSource clock) {
        var organisations = new OrganisationDirectory(dynamo, table);
        this.verification = new LedgerVerification(
                organisations,
                new ChainVerifier(dynamo, table),
                new VerificationProgress(dynamo, table),
                signedAnchors);
        this.monthlyClosing = new MonthlyClosing(
                organisations, new AccountClosing(dynamo, table), new MonthlyCloseStore(dynamo, table));
        this.clock = clock;
    }

    static SignedAnchors signedAnchors(AnchorArchive archive) {
        return new SignedAnchors(archive, new AnchorKey(archive::signingKey));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Consumer<String> log = context.getLogger()::log;
        var task = Json.parseEvent(input) instanceof Json.JsonObject(var members) ? members.get("task") : null;
        var result = switch (task) {
            case Json.JsonString(var name) when name.equals("prove") -> prove(context);
            case Json.JsonString(var name)
            when name.equals("accept_restore") -> verification.acceptRestore(clock.instant(), log);
            case null, default -> throw new IllegalStateException("unknown task");
        };
        log.accept(result.toText());
        output.write(result.toText().getBytes(StandardCharsets.UTF_8));
    }

    // The close takes what time the verification has left.
    private Json.JsonObject prove(Context context) {
        Consumer<String> log = context.getLogger()::log;
        BooleanSupplier hasTime = () -> context.getRemainingTimeInMillis() > TIME_RESERVE_MILLIS;
        var verified = verification.run(clock.instant(), hasTime, log);
        log.accept(monthlyClosing.run(clock.instant(), hasTime, log).toText());
        return verified;
    }
}
