package credits.ledger.verification;

import credits.account.Account;
import credits.account.command.RecordedId;
import credits.ledger.Segment;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Replays a chain segment by segment, by rules of its own, and finds the first one whose state the chain does not
/// explain: its hash, its account and its window of recent ids.
public final class ChainReplay {
    private Optional<Segment> last = Optional.empty();
    private WindowReplay window = WindowReplay.empty();

    /// Returns a replay from the first segment on.
    public static ChainReplay fromStart() {
        return new ChainReplay();
    }

    /// Returns a replay that continues after `segment`, which is not itself verified.
    ///
    /// @param idsBySegment the ids of the window's segments, up to and including `segment`
    static ChainReplay after(Segment segment, List<List<RecordedId>> idsBySegment) {
        var replay = new ChainReplay();
        replay.last = Optional.of(segment);
        replay.window = WindowReplay.at(segment, idsBySegment);
        return replay;
    }

    /// Returns the last segment; empty before the first.
    Optional<Segment> last() {
        return last;
    }

    /// Replays the next segment. Returns its defect; empty if it follows from those before.
    public Optional<ChainDefect.Kind> follow(Segment segment) {
        if (!segment.previousHash().equals(last.map(Segment::hash).orElse(Segment.NO_HASH)))
            return Optional.of(ChainDefect.Kind.HASH);
        var defect = auditAccount(segment).or(() -> auditIds(segment));
        last = Optional.of(segment);
        return defect;
    }

    private Optional<ChainDefect.Kind> auditAccount(Segment segment) {
        var before = last.map(Segment::account).orElseGet(() -> Account.open(ZoneOffset.UTC));
        try {
            return AccountAudit.findDefect(before, segment.toChange());
        } catch (ArithmeticException outOfRange) {
            return Optional.of(ChainDefect.Kind.BALANCE);
        } catch (RuntimeException impossible) {
            // A segment that our code cannot have written must not keep other accounts from being verified.
            return Optional.of(ChainDefect.Kind.UNREADABLE);
        }
    }

    private Optional<ChainDefect.Kind> auditIds(Segment segment) {
        boolean isSameClock = segment.clockOfIds().equals(segment.account().clockTime());
        return window.follow(segment) && isSameClock ? Optional.empty() : Optional.of(ChainDefect.Kind.IDS);
    }
}
