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
/// The search goes back from the window in blocks of 64 segments and stops where no older segment can hold the id: an
/// id is never booked if it is more than five minutes ahead of the clock recorded in its segment, and those clocks
/// never go back. A page holds the hashes of a block's ids, so that a block without the id costs one small read. Pages
/// are derived data: they may be missing, and are written by whichever search has just read all 64 segments.
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

    /// The content of a block's page.
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

    /// Returns those of `ids` that the segments from `start` (inclusive) to `end` (exclusive) hold, in one
    /// backward search.
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

    /// The ids that are still to be found in the backward search.
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

        // The ids of a segment were created at most this long after its clock, and so were those of all
        // earlier segments.
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
            return; // another search has written it, from the same segments
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
