package credits.ledger.codec;

import credits.account.command.RecordedId;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Packs the ids that a segment records, at about 21 bytes each, after the clock of the segment.
///
/// They are an attribute of their own, so that a window can be loaded without the entries.
public final class RecordedIdsCodec {
    private static final int TIMESTAMP_SHIFT = 16;
    private static final long BELOW_TIMESTAMP_MASK = 0xFFFF;

    private RecordedIdsCodec() {}

    /// The ids of a segment.
    ///
    /// @param clockTime none of the ids [is ahead of][UniqueId#isAheadOf] this time
    public record SegmentIds(Instant clockTime, List<RecordedId> recordedIds) {}

    public static byte[] pack(Instant clockTime, List<RecordedId> recordedIds) {
        var out = new BinaryWriter();
        out.writeInstant(clockTime);
        long time = clockTime.toEpochMilli();
        for (var recordedId : recordedIds) {
            out.writeSignedVarint(time - recordedId.id().timestampMillis());
            out.writeVarint(recordedId.id().high() & BELOW_TIMESTAMP_MASK);
            out.writeFixed64(recordedId.id().low());
            out.writeFixed64(recordedId.contentHash());
            time = recordedId.id().timestampMillis();
        }
        return out.toByteArray();
    }

    public static SegmentIds unpack(byte[] bytes) {
        var in = new BinaryReader(bytes);
        var clockTime = in.readInstant();
        var recordedIds = new ArrayList<RecordedId>();
        long time = clockTime.toEpochMilli();
        while (!in.isAtEnd()) {
            time -= in.readSignedVarint();
            var id = new UniqueId((time << TIMESTAMP_SHIFT) | in.readVarint(), in.readFixed64());
            recordedIds.add(new RecordedId(id, in.readFixed64()));
        }
        return new SegmentIds(clockTime, recordedIds);
    }
}
