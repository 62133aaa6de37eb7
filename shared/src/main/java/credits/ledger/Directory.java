package credits.ledger;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.account.Command.Known;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.usage.Submission;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
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
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Finds an id in the segments before the window, exactly.
///
/// It goes back from the window in blocks of 64 segments and stops where no older segment can hold the id: an id is
/// never booked when it is more than five minutes ahead of the clock that its segment writes down, and those clocks
/// never go back. A page keeps the hashes of a block's ids, so that a block without the id costs one small read.
/// Pages are derived: they may be missing, and are written by who has just read all 64 segments.
final class Directory {
    private static final int FIRST_READ = 1;
    private static final int MOST_READ = 64;

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

    /// Those of `ids` that the segments from `start` to before `end` hold, all looked for in one way back.
    Map<UniqueId, Known> find(OrganisationId organisation, Set<UniqueId> ids, long start, long end) {
        var search = new Search(ids);
        long number = end / segmentsInPage;
        long oldest = start / segmentsInPage;
        long tailFrom = Math.max(start, number * segmentsInPage);
        var tail = chain.ids(organisation, tailFrom, end - 1);
        if (!tail.isEmpty()) search.in(tail, tailFrom);
        for (int read = FIRST_READ; number > oldest && search.goesOn(); read = Math.min(2 * read, MOST_READ)) {
            long first = Math.max(oldest, number - read);
            var pages = read(organisation, first, number - 1);
            while (number > first && search.goesOn()) {
                number--;
                look(organisation, number, Optional.ofNullable(pages.get(number)), search);
            }
        }
        return search.found;
    }

    private void look(OrganisationId organisation, long number, Optional<Page> page, Search search) {
        if (page.isPresent() && search.open.stream().noneMatch(page.get()::mayHold)) {
            search.leaveOutNewerThan(page.get().since());
            return;
        }
        long first = number * segmentsInPage;
        var block = chain.ids(organisation, first, first + segmentsInPage - 1);
        if (page.isEmpty()) write(organisation, number, Page.of(block));
        search.in(block, first);
    }

    /// What is still looked for, on the way back.
    private static final class Search {
        private final Set<UniqueId> open;
        private final Map<UniqueId, Known> found = new HashMap<>();

        private Search(Set<UniqueId> ids) {
            this.open = new HashSet<>(ids);
        }

        private boolean goesOn() {
            return !open.isEmpty();
        }

        private void in(List<IdsCodec.Ids> segments, long first) {
            for (int i = 0; i < segments.size(); i++) {
                for (var placed : segments.get(i).placed()) {
                    if (open.remove(placed.id())) found.put(placed.id(), new Known(first + i, placed.contents()));
                }
            }
            leaveOutNewerThan(segments.getFirst().clock());
        }

        // A segment's ids were made at most so long after its clock; so were those of all before it.
        private void leaveOutNewerThan(Instant clock) {
            long latest = clock.plus(Submission.FURTHEST_AHEAD).toEpochMilli();
            open.removeIf(id -> id.madeAtMillis() > latest);
        }
    }

    private Map<Long, Page> read(OrganisationId organisation, long first, long last) {
        var pages = new HashMap<Long, Page>();
        var query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(Table.PARTITION + " = :p AND " + Table.SORT + " BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(Table.account(organisation)),
                        ":from", AttributeValue.fromS(Table.directoryPage(first)),
                        ":to", AttributeValue.fromS(Table.directoryPage(last))))
                .build();
        for (var item : dynamo.queryPaginator(query).items()) {
            pages.put(
                    Table.directoryPageNumber(
                            requireNonNull(item.get(Table.SORT)).s()),
                    page(item));
        }
        return pages;
    }

    private static Page page(Map<String, AttributeValue> item) {
        var since = Instant.ofEpochMilli(
                Long.parseLong(requireNonNull(item.get("since")).n()));
        var packed = requireNonNull(item.get("hashes")).b().asByteBuffer().asLongBuffer();
        var hashes = new HashSet<Long>();
        while (packed.hasRemaining()) hashes.add(packed.get());
        return new Page(since, hashes);
    }

    private void write(OrganisationId organisation, long number, Page page) {
        var hashes = ByteBuffer.allocate(page.hashes().size() * Long.BYTES);
        page.hashes().stream().sorted().forEach(hashes::putLong);
        var item = new TreeMap<>(key(organisation, number));
        item.put("since", AttributeValue.fromN(Long.toString(page.since().toEpochMilli())));
        item.put("hashes", AttributeValue.fromB(SdkBytes.fromByteBuffer(hashes.flip())));
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item).conditionExpression(Chain.IF_ABSENT));
        } catch (ConditionalCheckFailedException another) {
            return; // who wrote it first read the same segments
        }
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
