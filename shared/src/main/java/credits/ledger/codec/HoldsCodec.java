package credits.ledger.codec;

import credits.account.AccountHolds;
import credits.account.ClosedHold;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.identity.AuthorizationId;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Packs the holds of a state, in three bytes if the account has none.
///
/// The usage that open holds authorize is packed like entries, so that the values they share are stored once.
final class HoldsCodec {
    // The outcomes, by their number in the stored form.
    private static final List<HoldOutcome> OUTCOMES_BY_NUMBER =
            List.of(HoldOutcome.CAPTURED, HoldOutcome.RELEASED, HoldOutcome.EXPIRED);

    private HoldsCodec() {}

    /// @param segmentCount the number of segments of the chain, including the one with this state
    static void pack(AccountHolds holds, long segmentCount, Instant clockTime, BinaryWriter out) {
        out.writeVarint(holds.open().size());
        if (!holds.open().isEmpty()) {
            var lines = holds.open().stream().map(HoldsCodec::toReport).toList();
            out.writeBytes(EntriesCodec.pack(lines, List.of(), clockTime));
            for (var hold : holds.open()) {
                out.writeVarint(segmentCount - hold.segmentNumber());
                out.writeSignedVarint(hold.expiresAt().toEpochMilli() - clockTime.toEpochMilli());
            }
        }
        out.writeVarint(holds.closed().size());
        for (var closed : holds.closed()) {
            out.writeVarint(segmentCount - closed.id().segmentNumber().orElseThrow());
            out.writeFixed64(closed.id().token());
            out.writeVarint(OUTCOMES_BY_NUMBER.indexOf(closed.outcome()));
        }
        out.writeVarint(holds.refusalsThisSecond());
    }

    private static BookedReport toReport(Hold hold) {
        return new BookedReport(
                hold.key(), hold.source(), List.of(new BookedLine(hold.pricedLine(), LineStatus.DEBITED)));
    }

    // Only the newest segment can have created a hold without texts; of any other, they may have been left out.
    private static Hold toHold(BookedReport entry, long segment, long segmentCount, Instant expiresAt) {
        var priced = entry.lines().getFirst().pricedLine();
        boolean hasTexts =
                priced.line().member().isPresent() || priced.line().reference().isPresent();
        boolean isAbridged = segment < segmentCount - 1 && !hasTexts;
        return new Hold(entry.id(), segment, entry.source(), priced, expiresAt, isAbridged);
    }

    static AccountHolds unpack(BinaryReader in, long segmentCount, Instant clockTime) {
        var open = new ArrayList<Hold>();
        int count = in.readCount(AccountHolds.MAX_OPEN);
        if (count > 0) {
            for (var entry : EntriesCodec.unpack(in.readBytes(), List.of(), clockTime)) {
                long segment = segmentCount - in.readVarint();
                var expiresAt = clockTime.plusMillis(in.readSignedVarint());
                open.add(toHold(entry, segment, segmentCount, expiresAt));
            }
        }
        var closed = new ArrayList<ClosedHold>();
        for (int left = in.readCount(AccountHolds.MAX_CLOSED); left > 0; left--) {
            var id = AuthorizationId.of(segmentCount - in.readVarint(), in.readFixed64());
            closed.add(new ClosedHold(id, OUTCOMES_BY_NUMBER.get(in.readCount(OUTCOMES_BY_NUMBER.size() - 1))));
        }
        return new AccountHolds(open, closed, in.readCount(AccountHolds.MAX_REFUSALS_PER_SECOND));
    }
}
