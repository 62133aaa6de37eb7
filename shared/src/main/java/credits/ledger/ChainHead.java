package credits.ledger;

import credits.account.Account;
import credits.account.command.AccountChange;
import credits.identity.OrganisationId;
import credits.ledger.SegmentStore.StoredIds;
import java.time.ZoneId;
import software.amazon.awssdk.core.SdkBytes;

/// The newest known state of a chain: the account, the window of recent ids that ends with it, and its hash.
///
/// A head that is out of date does no harm, since the put after it fails. Only answers without a put need a fresh head.
record ChainHead(OrganisationId organisation, Account account, RecentIds recentIds, SdkBytes hash) {

    /// Returns the head of a chain without segments.
    static ChainHead empty(OrganisationId organisation, ZoneId zone) {
        return new ChainHead(organisation, Account.open(zone), RecentIds.EMPTY, Segment.NO_HASH);
    }

    /// Returns the segment that `change` adds after this head.
    Segment nextSegment(AccountChange change, LedgerTuning tuning) {
        if (change.account().segmentCount() != account.segmentCount() + 1) {
            throw new IllegalStateException("a change of " + account.segmentCount() + " segments makes "
                    + change.account().segmentCount());
        }
        var clockTime = change.account().clockTime();
        for (var recordedId : change.recordedIds()) {
            // [IdIndex] stops its search where this rule excludes older ids, so an id that broke the rule could
            // one day be booked twice.
            if (recordedId.id().isAheadOf(clockTime)) {
                throw new IllegalStateException("an id is ahead of the clock: " + recordedId.id());
            }
        }
        return Segment.create(organisation, change, hash, recentIds.watermarksAfter(change.recordedIds(), tuning));
    }

    /// Whether `segment` is the next one of the same chain. If not, this head is of another history than the table.
    boolean isFollowedBy(Segment segment) {
        return segment.number() == account.segmentCount()
                && segment.previousHash().equals(hash);
    }

    /// Returns the head after `segment`, which follows this one.
    ChainHead after(Segment segment) {
        if (!isFollowedBy(segment)) {
            throw new IllegalStateException(
                    "segment does not follow the head: " + organisation + " " + segment.number());
        }
        var followingIds = recentIds.after(StoredIds.of(segment), segment.watermarks());
        return new ChainHead(organisation, segment.account(), followingIds, segment.hash());
    }
}
