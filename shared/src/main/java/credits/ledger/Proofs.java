package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.identity.OrganisationId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The progress of the nightly verification: of the current round over all accounts, and of each chain. Throws
/// [Unavailable] if the store does not answer.
///
/// Written without a condition: if two runs meet, the one that is behind causes some segments to be verified twice.
public final class Proofs {
    private final DynamoDbClient dynamo;
    private final String table;

    public Proofs(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A round over all accounts, which may take several runs.
    ///
    /// @param last the last account that is done; empty before the first
    public record Round(
            Instant began, boolean done, Optional<OrganisationId> last, long accounts, long segments, long flaws) {
        public static Round begun(Instant now) {
            return new Round(now, false, Optional.empty(), 0, 0, 0);
        }

        public Round with(OrganisationId account, long moreSegments, int moreFlaws) {
            return new Round(
                    began, false, Optional.of(account), accounts + 1, segments + moreSegments, flaws + moreFlaws);
        }

        /// Returns the round with part of an account that is not done yet added.
        public Round with(long moreSegments) {
            return new Round(began, false, last, accounts, segments + moreSegments, flaws);
        }

        public Round ended() {
            return new Round(began, true, last, accounts, segments, flaws);
        }
    }

    /// The segment up to which a chain is verified.
    ///
    /// @param again the segment from which it is verified again
    record Anchor(long number, SdkBytes hash, long again) {}

    /// Returns the latest round; empty before the first.
    public Optional<Round> round() {
        return find(Table.PROOF).map(Proofs::round);
    }

    public void keep(Round round) {
        var item = new HashMap<>(key(Table.PROOF));
        item.put("began", PaymentCodec.number(round.began().toEpochMilli()));
        item.put("done", AttributeValue.fromBool(round.done()));
        item.put("accounts", PaymentCodec.number(round.accounts()));
        item.put("segments", PaymentCodec.number(round.segments()));
        item.put("flaws", PaymentCodec.number(round.flaws()));
        round.last().ifPresent(last -> item.put("last", AttributeValue.fromS(last.value())));
        put(item);
    }

    Optional<Anchor> anchor(OrganisationId organisation) {
        return find(Table.PROVED + organisation)
                .map(item -> new Anchor(
                        number(item, "number"), requireNonNull(item.get("hash")).b(), number(item, "again")));
    }

    void keep(OrganisationId organisation, Anchor anchor) {
        var item = new HashMap<>(key(Table.PROVED + organisation));
        item.put("number", PaymentCodec.number(anchor.number()));
        item.put("hash", AttributeValue.fromB(anchor.hash()));
        item.put("again", PaymentCodec.number(anchor.again()));
        put(item);
    }

    private static Round round(Map<String, AttributeValue> item) {
        return new Round(
                Instant.ofEpochMilli(number(item, "began")),
                requireNonNull(item.get("done")).bool(),
                Optional.ofNullable(item.get("last")).map(last -> new OrganisationId(last.s())),
                number(item, "accounts"),
                number(item, "segments"),
                number(item, "flaws"));
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(requireNonNull(item.get(name), name).n());
    }

    private Optional<Map<String, AttributeValue>> find(String sort) {
        try {
            var item = dynamo.getItem(get -> get.tableName(table).key(key(sort)).consistentRead(true))
                    .item();
            return Optional.of(item).filter(found -> !found.isEmpty());
        } catch (SdkException fault) {
            throw new Unavailable("the proofs did not answer", fault);
        }
    }

    private void put(Map<String, AttributeValue> item) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item));
        } catch (SdkException fault) {
            throw new Unavailable("the proofs did not answer", fault);
        }
    }

    private static Map<String, AttributeValue> key(String sort) {
        return Map.of(
                Table.PARTITION, AttributeValue.fromS(Table.RECONCILIATION),
                Table.SORT, AttributeValue.fromS(sort));
    }
}
