package credits.ledger;

import credits.account.Placed;
import credits.identity.UniqueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Packs the ids that a segment places, about 21 bytes each, behind the clock of that segment.
///
/// They are an attribute of their own, so that a window is loaded without the entries beside them.
final class IdsCodec {
    private static final int TIME_SHIFT = 16;
    private static final long BELOW_THE_TIME = 0xFFFF;

    private IdsCodec() {}

    /// What a segment says of ids.
    ///
    /// @param clock none of its ids was made more than [credits.usage.Submission#FURTHEST_AHEAD] after it
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
