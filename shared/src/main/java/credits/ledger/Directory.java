package credits.ledger;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.Placed;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.usage.Submission;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Finds an id in the segments before the window, exactly.
///
/// It goes back from the window in blocks of 64 segments and stops where no older segment can hold the id: an id is
/// never booked when it is more than five minutes ahead of the clock that its segment writes down, and those clocks
/// never go back. A page keeps the hashes of a block's ids, so that a block without the id costs one small read.
/// Pages are derived: they may be missing, and are written by who has just read all 64 segments.
final class Directory {
    private final DynamoDbClient dynamo;
    private final String table;
    private final Chain chain;
    private final int segmentsInPage;

    Directory(DynamoDbClient dynamo, String table, Chain chain, Sizes sizes) {
        this.dynamo = dynamo;
        this.table = table;
        this.chain = chain;
        this.segmentsInPage = sizes.directoryBlock();
    }

    /// What a page says of its block.
    private record Page(Instant since, Set<Long> hashes) {
        boolean mayHold(UniqueId id) {
            return hashes.contains(hash(id));
        }

        static Page of(List<IdsCodec.Ids> block) {
            var hashes = block.stream()
                    .flatMap(ids -> ids.placed().stream())
                    .map(placed -> hash(placed.id()))
                    .collect(toUnmodifiableSet());
            return new Page(block.getFirst().clock(), hashes);
        }
    }

    /// The id, if one of the segments before `end` holds it.
    Optional<Placed> find(OrganisationId organisation, UniqueId id, long end) {
        long number = end / segmentsInPage;
        var tail = chain.ids(organisation, number * segmentsInPage, end - 1);
        var found = among(tail, id);
        boolean mayBeOlder = tail.isEmpty() || mayBeBefore(tail.getFirst().clock(), id);
        while (found.isEmpty() && mayBeOlder && number > 0) {
            number--;
            var page = read(organisation, number);
            if (page.isEmpty() || page.get().mayHold(id)) {
                long first = number * segmentsInPage;
                var block = chain.ids(organisation, first, first + segmentsInPage - 1);
                found = among(block, id);
                if (page.isEmpty()) page = Optional.of(write(organisation, number, Page.of(block)));
            }
            mayBeOlder = mayBeBefore(page.get().since(), id);
        }
        return found;
    }

    private static Optional<Placed> among(List<IdsCodec.Ids> segments, UniqueId id) {
        return segments.stream()
                .flatMap(ids -> ids.placed().stream())
                .filter(placed -> placed.id().equals(id))
                .findFirst();
    }

    // A segment's ids were made at most so long after its clock; so were those of all before it.
    private static boolean mayBeBefore(Instant clock, UniqueId id) {
        return id.madeAtMillis() <= clock.plus(Submission.FURTHEST_AHEAD).toEpochMilli();
    }

    private Optional<Page> read(OrganisationId organisation, long number) {
        var item = dynamo.getItem(get ->
                        get.tableName(table).key(key(organisation, number)).consistentRead(true))
                .item();
        if (item.isEmpty()) return Optional.empty();
        var since = Instant.ofEpochMilli(
                Long.parseLong(requireNonNull(item.get("since")).n()));
        var packed = requireNonNull(item.get("hashes")).b().asByteBuffer().asLongBuffer();
        var hashes = new HashSet<Long>();
        while (packed.hasRemaining()) hashes.add(packed.get());
        return Optional.of(new Page(since, hashes));
    }

    private Page write(OrganisationId organisation, long number, Page page) {
        var hashes = ByteBuffer.allocate(page.hashes().size() * Long.BYTES);
        page.hashes().stream().sorted().forEach(hashes::putLong);
        var item = new TreeMap<>(key(organisation, number));
        item.put("since", AttributeValue.fromN(Long.toString(page.since().toEpochMilli())));
        item.put("hashes", AttributeValue.fromB(SdkBytes.fromByteBuffer(hashes.flip())));
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item).conditionExpression(Chain.IF_ABSENT));
        } catch (ConditionalCheckFailedException another) {
            return page; // who wrote it first read the same segments
        }
        return page;
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, long number) {
        return Map.of(
                Table.PARTITION, AttributeValue.fromS(Table.account(organisation)),
                Table.SORT, AttributeValue.fromS(Table.directoryPage(number)));
    }

    private static long hash(UniqueId id) {
        return (id.high() * 0x9E37_79B9_7F4A_7C15L) ^ id.low();
    }
}
