package credits.ledger.codec;

import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What a segment tells about the ids of its whole chain, so that its reader need not look most of them up: short
/// hashes of the newest ids, and a mark after which none is missing.
///
/// An id that was created after the mark and whose hash is not here is new. Any other id may be in the chain and must
/// be looked up: a hash is never taken for an id. How many hashes are kept affects costs only.
///
/// @param markMillis the hash of every id of the chain that was created later is here
/// @param hashes those hashes, newest first: see [#hashOf]
public record RecentIds(long markMillis, List<Long> hashes) {
    private static final int HASH_BITS = 16;
    private static final long HASH_MASK = (1L << HASH_BITS) - 1;

    public RecentIds {
        hashes = List.copyOf(hashes);
    }

    /// Returns what is known of a chain of which no hashes are kept.
    ///
    /// @param highWatermark the greatest id in the chain
    public static RecentIds withoutHashes(UniqueId highWatermark) {
        return new RecentIds(highWatermark.timestampMillis(), List.of());
    }

    /// Returns the short hash of `id`: its 48 bits of time, then 16 bits that depend on all others.
    public static long hashOf(UniqueId id) {
        long mixed = (id.low() ^ (id.high() & HASH_MASK)) * 0x9E37_79B9_7F4A_7C15L;
        return (id.high() & ~HASH_MASK) | (mixed >>> (Long.SIZE - HASH_BITS));
    }

    /// Returns when the id with this hash was created, in milliseconds since 1970.
    public static long timestampMillis(long hash) {
        return hash >>> HASH_BITS;
    }

    /// Returns the bits of the hash that are not its time.
    static long withoutTime(long hash) {
        return hash & HASH_MASK;
    }

    static long hashOf(long timestampMillis, long withoutTime) {
        return (timestampMillis << HASH_BITS) | withoutTime;
    }

    /// Whether the chain may contain `id`. If not, `id` is new.
    public boolean mayContain(UniqueId id) {
        return id.timestampMillis() <= markMillis || hashes.contains(hashOf(id));
    }

    /// Returns these and `ids`, without an upper bound.
    public RecentIds plus(List<RecordedId> ids) {
        var all = new TreeSet<Long>((one, other) -> Long.compareUnsigned(other, one));
        all.addAll(hashes);
        for (var recordedId : ids) all.add(hashOf(recordedId.id()));
        all.removeIf(hash -> timestampMillis(hash) <= markMillis);
        return new RecentIds(markMillis, List.copyOf(all));
    }

    /// Returns the newest `count` of these, or fewer: the mark moves to the newest that is left out.
    RecentIds newest(int count) {
        if (count >= hashes.size()) return this;
        long mark = timestampMillis(hashes.get(count));
        var kept = new ArrayList<>(hashes.subList(0, count));
        kept.removeIf(hash -> timestampMillis(hash) <= mark);
        return new RecentIds(mark, kept);
    }
}
