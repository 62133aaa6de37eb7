package credits.ledger;

import credits.account.Placed;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Packs the ids that a segment records, at about 21 bytes each, after the clock of the segment.
///
/// They are an attribute of their own, so that a window can be loaded without the entries.
final class IdsCodec {
    private static final int TIME_SHIFT = 16;
    private static final long BELOW_THE_TIME = 0xFFFF;

    private IdsCodec() {}

    /// The ids of a segment.
    ///
    /// @param clock none of the ids was created more than [credits.usage.Submission#FURTHEST_AHEAD] after this time
    record Ids(Instant clock, List<Placed> placed) {}

    static byte[] pack(Instant clock, List<Placed> placed) {
        var out = new Packer();
        out.time(clock);
        long time = clock.toEpochMilli();
        for (var each : placed) {
            out.signed(time - each.id().madeAtMillis());
            out.number(each.id().high() & BELOW_THE_TIME);
            out.fixed(each.id().low());
            out.fixed(each.contents());
            time = each.id().madeAtMillis();
        }
        return out.bytes();
    }

    static Ids unpack(byte[] bytes) {
        var in = new Unpacker(bytes);
        var clock = in.time();
        var placed = new ArrayList<Placed>();
        long time = clock.toEpochMilli();
        while (!in.isAtEnd()) {
            time -= in.signed();
            var id = new UniqueId((time << TIME_SHIFT) | in.number(), in.fixed());
            placed.add(new Placed(id, in.fixed()));
        }
        return new Ids(clock, placed);
    }
}
