package credits.ledger;

import credits.account.ClosedHold;
import credits.account.ClosedHold.Ending;
import credits.account.Hold;
import credits.account.Holds;
import credits.identity.AuthorizationId;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.BookedReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Packs the holds of a state, in three bytes if the account has none.
///
/// The uses that open holds authorize are packed like entries, so that what they have in common is stored once.
final class HoldsCodec {
    // The outcomes, by their number in the stored form.
    private static final List<Ending> ENDINGS = List.of(Ending.CAPTURED, Ending.RELEASED, Ending.EXPIRED);

    private HoldsCodec() {}

    /// @param segments the number of segments of the chain, including the one with this state
    static void pack(Holds holds, long segments, Instant clock, Packer out) {
        out.number(holds.open().size());
        if (!holds.open().isEmpty()) {
            var lines = holds.open().stream().map(HoldsCodec::entry).toList();
            out.blob(EntriesCodec.pack(lines, List.of(), clock));
            for (var hold : holds.open()) {
                out.number(segments - hold.segment());
                out.signed(hold.expiresAt().toEpochMilli() - clock.toEpochMilli());
            }
        }
        out.number(holds.closed().size());
        for (var closed : holds.closed()) {
            out.number(segments - closed.id().segment().orElseThrow());
            out.fixed(closed.id().token());
            out.number(ENDINGS.indexOf(closed.ending()));
        }
        out.number(holds.refusals());
    }

    private static BookedReport entry(Hold hold) {
        return new BookedReport(hold.key(), hold.source(), List.of(new BookedLine(hold.line(), Status.DEBITED)));
    }

    static Holds unpack(Unpacker in, long segments, Instant clock) {
        var open = new ArrayList<Hold>();
        int count = in.count(Holds.MOST_OPEN);
        if (count > 0) {
            for (var entry : EntriesCodec.unpack(in.blob(), List.of(), clock)) {
                long segment = segments - in.number();
                var expiresAt = clock.plusMillis(in.signed());
                open.add(new Hold(
                        entry.id(),
                        segment,
                        entry.source(),
                        entry.lines().getFirst().priced(),
                        expiresAt));
            }
        }
        var closed = new ArrayList<ClosedHold>();
        for (int left = in.count(Holds.MOST_CLOSED); left > 0; left--) {
            var id = AuthorizationId.of(segments - in.number(), in.fixed());
            closed.add(new ClosedHold(id, ENDINGS.get(in.count(ENDINGS.size() - 1))));
        }
        return new Holds(open, closed, in.count(Holds.MOST_REFUSALS));
    }
}
