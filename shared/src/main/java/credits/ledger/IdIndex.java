package credits.ledger;

import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.SegmentStore.StoredIds;
import credits.retry.RetryPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Finds an id in the segments of a chain, exactly.
///
/// The search goes back from the head in blocks of 64 segments and stops where no older segment can hold the id: an
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
    private final IndexPageStore pageStore;
    private final KnownIds knownIds;
    private final LedgerTuning tuning;

    IdIndex(DynamoDbClient dynamo, String table, SegmentStore segmentStore, LedgerTuning tuning) {
        this.pageStore = new IndexPageStore(dynamo, table);
        this.knownIds = new KnownIds(segmentStore, tuning);
        this.tuning = tuning;
    }

    /// Keeps the ids of the segment with this hash, so that no search need read them.
    void remember(OrganisationId organisation, SdkBytes hash, StoredIds ids) {
        knownIds.remember(organisation, hash, ids);
    }

    /// Returns those of `ids` that the chain holds, in one backward search from `head`. Throws
    /// [ServiceUnavailableException] if `retryPolicy` has no time left.
    ///
    /// @param searched what earlier searches of the same commit have proved; this one adds to it
    Map<UniqueId, RecordedIdLocation> find(
            ChainHead head, Set<UniqueId> ids, Map<UniqueId, SearchedRange> searched, RetryPolicy retryPolicy) {
        return new BackwardSearch(pageStore, knownIds, tuning, head.organisation(), ids, searched)
                .run(head, retryPolicy);
    }

    /// Writes the page of the block that ends with the newest segment of `head`, if one does. Nothing depends on it: a
    /// search that misses the page writes it.
    void writeCompletedPage(ChainHead head) {
        long end = head.account().segmentCount();
        int size = tuning.segmentsPerIndexPage();
        if (end % size != 0) return;
        try {
            var block = knownIds.read(head.organisation(), end - size, end, Optional.of(head.hash()));
            if (block.size() < size) return;
            var page = IndexPage.of(block, head.hash());
            knownIds.remember(page);
            var _ = pageStore.write(head.organisation(), end / size - 1, page);
        } catch (SdkException _) {
            return;
        }
    }
}
