package credits.payment.store;

import static java.util.Objects.requireNonNull;

import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.ToppedUp;
import credits.account.command.AccountChange.Kind;
import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.codec.EventsCodec;
import credits.money.Eur;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Reads from the chains every credit and clawback that was posted, independently of the payments' records. Throws
/// [ServiceUnavailableException] if the store does not answer.
public final class PostedPayments {
    private static final Set<String> KINDS = Set.of(nameOf(Kind.CREDIT), nameOf(Kind.CLAWBACK));
    private static final String RANGE =
            TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to";
    private static final long MAX_SEGMENT = 0xffff_ffff_ffffL;

    private final DynamoDbClient dynamo;
    private final String table;

    public PostedPayments(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// One posting.
    ///
    /// @param amount negative for credits clawed back
    public record Posting(UniqueId payment, Eur amount, long segmentNumber) {}

    /// Part of a chain.
    ///
    /// @param next the number of the segment that follows
    /// @param isLast whether the chain ends here
    public record ChainPage(List<Posting> postings, long next, boolean isLast) {}

    /// Reads the chain from segment `from` on, as far as one call reads, strongly consistently.
    public ChainPage readFrom(OrganisationId organisation, long from) {
        return AwsCall.readOrWrite(
                "the ledger of " + organisation, () -> toPage(dynamo.query(query(organisation, from)), from));
    }

    private static ChainPage toPage(QueryResponse response, long from) {
        var postings =
                response.items().stream().flatMap(PostedPayments::postings).toList();
        long next = response.items().isEmpty()
                ? from
                : segmentNumber(response.items().getLast()) + 1;
        return new ChainPage(postings, next, !response.hasLastEvaluatedKey());
    }

    private static Stream<Posting> postings(Map<String, AttributeValue> item) {
        if (!KINDS.contains(ItemAttributes.text(item, "kind"))) return Stream.empty();
        long segment = segmentNumber(item);
        var events = EventsCodec.unpack(requireNonNull(item.get("events")).b().asByteArrayUnsafe());
        return events.stream().flatMap(event -> switch (event) {
            case ToppedUp(var payment, var amount) -> Stream.of(new Posting(payment, amount, segment));
            case ClawedBack(var payment, var amount) ->
                Stream.of(new Posting(payment, Eur.ZERO.minus(amount), segment));
            default -> Stream.empty();
        });
    }

    private static long segmentNumber(Map<String, AttributeValue> item) {
        return TableKeys.segmentNumber(ItemAttributes.text(item, TableKeys.SORT_KEY));
    }

    private static String nameOf(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private QueryRequest query(OrganisationId organisation, long from) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(RANGE)
                .projectionExpression(TableKeys.SORT_KEY + ", #kind, #events")
                // Neither is a reserved word today.
                .expressionAttributeNames(Map.of("#kind", "kind", "#events", "events"))
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(TableKeys.accountPartition(organisation)),
                        ":from", AttributeValue.fromS(TableKeys.segmentSort(from)),
                        ":to", AttributeValue.fromS(TableKeys.segmentSort(MAX_SEGMENT))))
                .build();
    }
}
