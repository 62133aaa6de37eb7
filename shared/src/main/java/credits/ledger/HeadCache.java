package credits.ledger;

import credits.identity.OrganisationId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/// A cache of the heads that this worker has appended itself, so that a worker that serves an account alone reads
/// nothing. It keeps the 1,000 most recently used. Thread-safe.
///
/// A put on a head that is out of date fails, and costs as much as one that succeeds: five times as much as reading the
/// head. So a head is taken for the newest only if this worker appended it in the last ten seconds, and if no other
/// worker came between this one's last three commits. Workers that take turns always read.
final class HeadCache {
    private static final int MAX_HEADS = 1_000;
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(10).toNanos();

    private final int minCommitsInARow;
    private final Map<OrganisationId, OwnHead> heads = new LinkedHashMap<>(16, 0.75f, true);

    HeadCache(LedgerTuning tuning) {
        this.minCommitsInARow = tuning.minCommitsInARow();
    }

    /// A head that this worker appended.
    ///
    /// @param commitsInARow how many of the newest segments are this worker's
    /// @param nanoTime when it was appended
    private record OwnHead(ChainHead head, int commitsInARow, long nanoTime) {}

    /// Returns the head of an account if it need not be read.
    synchronized Optional<ChainHead> find(OrganisationId organisation, long nanoTime) {
        return Optional.ofNullable(heads.get(organisation))
                .filter(own -> own.commitsInARow() >= minCommitsInARow)
                .filter(own -> nanoTime - own.nanoTime() <= MAX_AGE_NANOS)
                .map(OwnHead::head);
    }

    /// Stores `head`, which this worker has appended after the segment with hash `previousHash`.
    synchronized void remember(ChainHead head, SdkBytes previousHash, long nanoTime) {
        int before = Optional.ofNullable(heads.get(head.organisation()))
                .filter(own -> own.head().hash().equals(previousHash))
                .map(OwnHead::commitsInARow)
                .orElse(0);
        var _ = heads.put(head.organisation(), new OwnHead(head, before + 1, nanoTime));
        if (heads.size() > MAX_HEADS) {
            var _ = heads.remove(heads.keySet().iterator().next());
        }
    }

    /// Forgets the head of an account: another worker has been there.
    synchronized void forget(OrganisationId organisation) {
        var _ = heads.remove(organisation);
    }
}
