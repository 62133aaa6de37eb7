package credits.ledger;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.identity.UniqueId;
import credits.ledger.SegmentStore.StoredIds;
import credits.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Finds an id in the segments before the window, exactly.
///
/// The search goes back from the window in blocks of 64 segments and stops where no older segment can hold the id: an
/// id is never booked if it is more than five minutes ahead of the clock recorded in its segment, and those clocks
/// never go back. A page holds the hashes of a block's ids, so that a block without the id costs one small read. Pages
/// are derived data: they may be missing, and are written by the commit that completes a block, or by whichever search
/// has just read all 64 segments. If one cannot be written, the account goes on without it.
///
/// A page may outlive its segments, when a table is restored. So it names the hash of the last segment that it covers,
/// and that of the one before the first, and is believed only if the newer neighbour, a page or a segment, follows that
/// last segment. Any other page is read past and replaced.
///
/// A long search that runs out of time stores how far it has come, by the same rule. The next one for the same id goes
/// on there, whichever worker makes it.
final class IdIndex {
    private final SegmentStore segmentStore;
    private final IndexPageStore pageStore;
    private final LedgerTuning tuning;

    IdIndex(DynamoDbClient dynamo, String table, SegmentStore segmentStore, LedgerTuning tuning) {
        this.segmentStore = segmentStore;
        this.pageStore = new IndexPageStore(dynamo, table);
        this.tuning = tuning;
    }

    /// Returns those of `ids` that the segments from `start` to the window of `head` hold, in one backward search.
    /// Throws [ServiceUnavailableException] if `retryPolicy` has no time left.
    Map<UniqueId, RecordedIdLocation> find(ChainHead head, Set<UniqueId> ids, long start, RetryPolicy retryPolicy) {
        return new BackwardSearch(segmentStore, pageStore, tuning, head.organisation(), ids)
                .run(start, head.recentIds().firstSegment(), retryPolicy);
    }

    /// Writes the page of the block that ends with the newest segment of `head`, if one does. Nothing depends on it: a
    /// search that misses the page writes it.
    void writeCompletedPage(ChainHead head) {
        long end = head.account().segmentCount();
        int size = tuning.segmentsPerIndexPage();
        if (end % size != 0) return;
        try {
            var block = segments(head, end - size);
            if (block.size() < size || block.stream().anyMatch(StoredIds::isLost)) return;
            var _ = pageStore.write(head.organisation(), end / size - 1, IndexPage.of(block, head.hash()));
        } catch (SdkException _) {
            return;
        }
    }

    private List<StoredIds> segments(ChainHead head, long first) {
        long window = head.recentIds().firstSegment();
        var segments = new ArrayList<>(segmentStore.recordedIds(head.organisation(), first, window - 1));
        segments.addAll(head.recentIds().segmentsFrom(first));
        return segments;
    }
}
