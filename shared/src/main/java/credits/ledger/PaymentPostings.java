package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.account.Change.Kind;
import credits.account.Event;
import credits.account.Event.Refunded;
import credits.account.Event.ToppedUp;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.money.Eur;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads from the chains every credit and clawback that was posted, independently of the payments' records. Throws
/// [Unavailable] if the store does not answer.
public final class PaymentPostings {
    private static final String CHAIN = Table.PARTITION + " = :p AND begins_with(" + Table.SORT + ", :segments)";
    // "at" is a reserved word and "kind" is not; both get a placeholder for consistency.
    private static final Map<String, String> NAMES = Map.of("#kind", "kind", "#at", "at", "#events", "events");

    private final DynamoDbClient dynamo;
    private final String table;

    public PaymentPostings(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Returns the credits that the account was given for each payment since `time`, less those clawed back. Reads the
    /// chain from its end back to that time, strongly consistently: meant for nightly use.
    public Map<UniqueId, Eur> since(Instant time, OrganisationId organisation) {
        var held = new HashMap<UniqueId, Eur>();
        try {
            for (var item : dynamo.queryPaginator(newestFirst(organisation)).items()) {
                // Accounting time never goes back, so no earlier segment is younger.
                if (Long.parseLong(requireNonNull(item.get("at")).n()) < time.toEpochMilli()) break;
                if (!isPosting(requireNonNull(item.get("kind")).s())) continue;
                for (var event : EventsCodec.unpack(
                        requireNonNull(item.get("events")).b().asByteArrayUnsafe())) add(event, held);
            }
            return held;
        } catch (SdkException fault) {
            throw new Unavailable("the ledger of " + organisation + " did not answer", fault);
        }
    }

    private static boolean isPosting(String kind) {
        return kind.equals(spelt(Kind.CREDIT)) || kind.equals(spelt(Kind.CLAWBACK));
    }

    private static String spelt(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void add(Event event, Map<UniqueId, Eur> held) {
        switch (event) {
            case ToppedUp(var payment, var amount) -> {
                var _ = held.merge(payment, amount, Eur::plus);
            }
            case Refunded(var payment, var amount) -> {
                var _ = held.merge(payment, Eur.ZERO.minus(amount), Eur::plus);
            }
            default -> {}
        }
    }

    private QueryRequest newestFirst(OrganisationId organisation) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .keyConditionExpression(CHAIN)
                .projectionExpression("#at, #kind, #events")
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(Table.account(organisation)),
                        ":segments", AttributeValue.fromS(Table.SEGMENTS)))
                .build();
    }
}
