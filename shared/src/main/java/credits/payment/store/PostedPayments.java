package credits.payment.store;

import static java.util.Objects.requireNonNull;

import credits.account.DomainEvent;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.ToppedUp;
import credits.account.command.AccountChange.Kind;
import credits.aws.AwsCall;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.codec.EventsCodec;
import credits.money.Eur;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads from the chains every credit and clawback that was posted, independently of the payments' records. Throws
/// [ServiceUnavailableException] if the store does not answer.
public final class PostedPayments {
    private static final String CHAIN_CONDITION =
            TableKeys.PARTITION_KEY + " = :p AND begins_with(" + TableKeys.SORT_KEY + ", :segments)";
    // "at" is a reserved word and "kind" is not; both get a placeholder for consistency.
    private static final Map<String, String> ATTRIBUTE_NAMES =
            Map.of("#kind", "kind", "#at", "at", "#events", "events");

    private final DynamoDbClient dynamo;
    private final String table;

    public PostedPayments(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Returns the credits that the account was given for each payment since `time`, less those clawed back. Reads the
    /// chain from its end back to that time, strongly consistently: meant for nightly use.
    public Map<UniqueId, Eur> creditsSince(Instant time, OrganisationId organisation) {
        return AwsCall.readOrWrite("the ledger of " + organisation, () -> {
            var creditsByPayment = new HashMap<UniqueId, Eur>();
            for (var item : dynamo.queryPaginator(newestFirst(organisation)).items()) {
                // Accounting time never goes back, so no earlier segment is younger.
                if (Long.parseLong(requireNonNull(item.get("at")).n()) < time.toEpochMilli()) break;
                if (!isPaymentPosting(requireNonNull(item.get("kind")).s())) continue;
                for (var event : EventsCodec.unpack(
                        requireNonNull(item.get("events")).b().asByteArrayUnsafe())) addTo(event, creditsByPayment);
            }
            return creditsByPayment;
        });
    }

    private static boolean isPaymentPosting(String kind) {
        return kind.equals(attributeOf(Kind.CREDIT)) || kind.equals(attributeOf(Kind.CLAWBACK));
    }

    private static String attributeOf(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void addTo(DomainEvent event, Map<UniqueId, Eur> creditsByPayment) {
        switch (event) {
            case ToppedUp(var payment, var amount) -> {
                var _ = creditsByPayment.merge(payment, amount, Eur::plus);
            }
            case ClawedBack(var payment, var amount) -> {
                var _ = creditsByPayment.merge(payment, Eur.ZERO.minus(amount), Eur::plus);
            }
            default -> {}
        }
    }

    private QueryRequest newestFirst(OrganisationId organisation) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .keyConditionExpression(CHAIN_CONDITION)
                .projectionExpression("#at, #kind, #events")
                .expressionAttributeNames(ATTRIBUTE_NAMES)
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                        ":segments", AttributeValue.fromS(TableKeys.SEGMENT_PREFIX)))
                .build();
    }
}
