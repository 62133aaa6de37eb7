package credits.ledger;

import credits.account.Account;
import credits.account.command.AccountChange;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.codec.IdWatermarks;
import credits.ledger.codec.RecentIds;
import java.time.ZoneId;
import software.amazon.awssdk.core.SdkBytes;

/// The newest known state of a chain: what its last segment holds, and nothing else.
///
/// A head that is out of date does no harm, since the put after it fails. Only answers without a put need a fresh head.
record ChainHead(
        OrganisationId organisation, Account account, IdWatermarks watermarks, RecentIds recentIds, SdkBytes hash) {

    /// Returns the head of a chain without segments.
    static ChainHead empty(OrganisationId organisation, ZoneId zone) {
        var noIds = RecentIds.withoutHashes(UniqueId.MIN_VALUE);
        return new ChainHead(organisation, Account.open(zone), IdWatermarks.NONE, noIds, Segment.NO_HASH);
    }

    /// Returns the head of a chain that ends with `segment`.
    static ChainHead of(Segment segment) {
        return new ChainHead(
                segment.organisation(), segment.account(), segment.watermarks(), segment.recentIds(), segment.hash());
    }

    /// Whether the chain may contain `id`. If not, `id` is new. If so, it must be looked up.
    boolean mayContain(UniqueId id) {
        return !id.isGreaterThan(watermarks.highWatermark()) && recentIds.mayContain(id);
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
        return Segment.create(
                organisation,
                change,
                hash,
                watermarks.after(account.segmentCount(), change.recordedIds()),
                recentIds.plus(change.recordedIds()),
                tuning.maxRecentIds());
    }
}
