package credits.ledger;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.optionalText;
import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static software.amazon.awssdk.core.SdkBytes.fromByteArrayUnsafe;

import credits.account.Hold;
import credits.account.command.AuthorizationCommand;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.ledger.codec.AuthorizationCommandCodec;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The calls that wait for a commit, in the table, for hardly longer than that: DynamoDB removes them some time after
/// an hour. No answer depends on them: a call that nobody sees commits alone.
final class WaitingCallStore {
    private static final int FORMAT_VERSION = 1;
    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);
    // Those that one commit can take along, and others that have been decided.
    private static final int MAX_PER_PARTITION = 256;
    private static final int MAX_PREDECESSORS = 4;

    private final DynamoDbClient dynamo;
    private final String table;

    WaitingCallStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A call that waits for whichever worker commits next.
    ///
    /// @param command the call, which any worker can decide
    /// @param member the member of the hold that it settles, which the account's state leaves out
    /// @param reference the reference of that hold
    record WaitingCall(AuthorizationCommand command, Optional<MemberId> member, Optional<UsageReference> reference) {
        /// @param settled the hold that the call settles, as it was created; empty if it settles none that exists
        static WaitingCall of(AuthorizationCommand command, Optional<Hold> settled) {
            var line = settled.map(hold -> hold.pricedLine().line());
            return new WaitingCall(command, line.flatMap(UsageLine::member), line.flatMap(UsageLine::reference));
        }

        UniqueId key() {
            return command.key();
        }

        Instant time() {
            return command.now();
        }

        /// Returns the hold that the call settles, as it was created.
        ///
        /// @param open the hold in the account's state
        Hold complete(Hold open) {
            var priced = open.pricedLine();
            var line = priced.line();
            var complete = new UsageLine(
                    line.operation(), line.quantity(), line.usedAt(), member, reference, line.authorization());
            return new Hold(
                    open.key(),
                    open.segmentNumber(),
                    open.source(),
                    new PricedLine(complete, priced.category(), priced.rate(), priced.cost()),
                    open.expiresAt(),
                    false);
        }

        /// Whether the call settles the hold with this id.
        boolean settles(AuthorizationId id) {
            return command.settledHold().filter(id::equals).isPresent();
        }
    }

    /// Stores a call, if that is possible. Repeating that changes nothing.
    void put(OrganisationId organisation, WaitingCall call) {
        var item = new HashMap<String, AttributeValue>();
        item.put(TableKeys.PARTITION_KEY, text(partition(organisation, call)));
        item.put(TableKeys.SORT_KEY, text(sort(call)));
        ItemAttributes.expire(item, call.time().plus(TIME_TO_LIVE));
        item.put("v", number(FORMAT_VERSION));
        item.put("call", AttributeValue.fromB(fromByteArrayUnsafe(AuthorizationCommandCodec.pack(call.command()))));
        call.member().ifPresent(member -> item.put("member", text(member.value())));
        call.reference().ifPresent(reference -> item.put("reference", text(reference.value())));
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item));
        } catch (SdkException fault) {
            // Not the whole name of the fault's class: an alarm counts those.
            var detail = fault.getClass().getSimpleName();
            System.getLogger(WaitingCallStore.class.getName())
                    .log(Level.WARNING, "waiting_call_not_written {0}: {1}", organisation, detail);
        }
    }

    private static String partition(OrganisationId organisation, WaitingCall call) {
        return TableKeys.waitingCallPartitions(organisation, call.time(), call.time())
                .getFirst();
    }

    private static String sort(WaitingCall call) {
        return TableKeys.waitingCallSort(call.time(), call.key());
    }

    /// Returns the keys of the calls that came last before `call`, a few of them.
    List<UniqueId> findPredecessors(OrganisationId organisation, WaitingCall call) {
        var before = query(partition(organisation, call), "<", sort(call))
                .scanIndexForward(false)
                .limit(MAX_PREDECESSORS)
                .build();
        return read(before).stream().map(WaitingCall::key).toList();
    }

    /// Returns the calls that wait since `first` up to `last`, in the order in which they are taken.
    List<WaitingCall> findAll(OrganisationId organisation, Instant first, Instant last) {
        var calls = new ArrayList<WaitingCall>();
        for (var partition : TableKeys.waitingCallPartitions(organisation, first, last)) {
            var query = query(partition, ">=", TableKeys.waitingCallSort(first)).limit(MAX_PER_PARTITION);
            calls.addAll(read(query.build()));
        }
        return calls;
    }

    private List<WaitingCall> read(QueryRequest query) {
        try {
            return dynamo.query(query).items().stream()
                    .flatMap(item -> toCall(item).stream())
                    .toList();
        } catch (SdkException _) {
            return List.of();
        }
    }

    private QueryRequest.Builder query(String partition, String comparison, String sort) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(
                        TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " " + comparison + " :sort")
                .expressionAttributeValues(Map.of(":p", text(partition), ":sort", text(sort)));
    }

    // Newer code may have written it; its worker commits it alone.
    private static Optional<WaitingCall> toCall(Map<String, AttributeValue> item) {
        if (number(item, "v") != FORMAT_VERSION) return Optional.empty();
        var command =
                AuthorizationCommandCodec.unpack(required(item, "call").b().asByteArrayUnsafe());
        return Optional.of(new WaitingCall(
                command,
                optionalText(item, "member").map(MemberId::new),
                optionalText(item, "reference").map(UsageReference::new)));
    }
}
