package credits.ledger.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Packs the recent ids at the end of a state: the mark, then the hashes from the newest on, in three or four bytes
/// each. States of older code, and those without room, have none.
public final class RecentIdsCodec {
    private static final int MAX_HASHES = 10_000;
    // The mark and the number of hashes.
    private static final int MAX_HEADER_BYTES = 10 + 2;

    private RecentIdsCodec() {}

    /// Returns as many of `recentIds` as fit; empty if not even the mark does.
    ///
    /// @param maxHashes how many to keep at most
    /// @param room the bytes that they may take
    public static Optional<RecentIds> fit(RecentIds recentIds, Instant clockTime, int maxHashes, int room) {
        if (room < MAX_HEADER_BYTES) return Optional.empty();
        return Optional.of(recentIds.newest(Math.min(maxHashes, countFitting(recentIds, clockTime, room))));
    }

    public static byte[] pack(RecentIds recentIds, Instant clockTime) {
        var out = new BinaryWriter();
        out.writeSignedVarint(clockTime.toEpochMilli() - recentIds.markMillis());
        out.writeVarint(recentIds.hashes().size());
        long time = clockTime.toEpochMilli();
        for (long hash : recentIds.hashes()) {
            out.writeSignedVarint(time - RecentIds.timestampMillis(hash));
            out.writeFixed16(RecentIds.withoutTime(hash));
            time = RecentIds.timestampMillis(hash);
        }
        return out.toByteArray();
    }

    private static int countFitting(RecentIds recentIds, Instant clockTime, int room) {
        int left = room - MAX_HEADER_BYTES;
        int count = 0;
        long time = clockTime.toEpochMilli();
        for (long hash : recentIds.hashes()) {
            left -= packedBytes(time, hash);
            if (left < 0) break;
            count++;
            time = RecentIds.timestampMillis(hash);
        }
        return Math.min(count, MAX_HASHES);
    }

    private static int packedBytes(long timeBefore, long hash) {
        long difference = timeBefore - RecentIds.timestampMillis(hash);
        long zigzag = (difference << 1) ^ (difference >> (Long.SIZE - 1));
        return Short.BYTES + (Long.SIZE - Long.numberOfLeadingZeros(zigzag | 1) + 6) / 7;
    }

    static RecentIds unpack(BinaryReader in, Instant clockTime) {
        long time = clockTime.toEpochMilli();
        long mark = time - in.readSignedVarint();
        var hashes = new ArrayList<Long>();
        for (int left = in.readCount(MAX_HASHES); left > 0; left--) {
            time -= in.readSignedVarint();
            hashes.add(RecentIds.hashOf(time, in.readFixed16()));
        }
        return new RecentIds(mark, hashes);
    }
}
