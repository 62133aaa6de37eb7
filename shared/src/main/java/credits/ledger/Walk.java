package credits.ledger;

import credits.account.Account;
import credits.account.Audit;
import credits.identity.OrganisationId;
import credits.ledger.Proofs.Anchor;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Walks along one chain from segment to segment and stops at the first defect. It trusts nothing that it reads.
final class Walk {
    private final Chain chain;
    private final OrganisationId organisation;
    private final Optional<Anchor> anchor;
    private final int page;
    private Optional<Segment> last = Optional.empty();
    private Optional<Flaw> flaw = Optional.empty();
    private boolean atEnd;
    private long proved;

    /// @param anchor the checkpoint: a segment that was verified before and must be unchanged
    Walk(Chain chain, OrganisationId organisation, Optional<Anchor> anchor, int page) {
        this.chain = chain;
        this.organisation = organisation;
        this.anchor = anchor;
        this.page = page;
    }

    boolean goesOn() {
        return !atEnd && flaw.isEmpty();
    }

    Optional<Flaw> flaw() {
        return flaw;
    }

    /// Returns how many segments have been found to follow from the previous one.
    long proved() {
        return proved;
    }

    /// Returns the last segment that was read.
    Optional<Segment> last() {
        return last;
    }

    /// Returns the number of the next segment.
    long next() {
        return last.map(segment -> segment.number() + 1).orElse(0L);
    }

    /// Continues after segment `number`, which is not itself verified, wherever the walk was.
    void jumpBehind(long number) {
        var found = chain.items(organisation, number, 1).all();
        last = Optional.empty();
        if (found.isEmpty()) stop(number, Flaw.Kind.MISSING);
        else last = read(found.getFirst(), number).filter(this::isAsProved);
    }

    /// Verifies one page of segments.
    void page() {
        var items = chain.items(organisation, next(), page);
        for (var item : items.all()) {
            var proven = read(item, next()).filter(this::follows).filter(this::isAsProved);
            if (proven.isEmpty()) return;
            last = proven;
            proved++;
        }
        atEnd = items.end();
        boolean isCutOff =
                anchor.filter(remembered -> remembered.number() >= next()).isPresent();
        if (atEnd && isCutOff) stop(next(), Flaw.Kind.MISSING);
    }

    private Optional<Segment> read(Map<String, AttributeValue> item, long number) {
        try {
            var segment = Segment.from(item);
            // Everything packed is unpacked here: what cannot be unpacked is a defect of the segment, not an error
            // of ours.
            var _ = segment.change();
            if (segment.number() != number) stop(number, Flaw.Kind.MISSING);
            else if (!Chain.isWritten(segment, item)) stop(number, Flaw.Kind.NOTES);
            else return Optional.of(segment);
        } catch (RuntimeException unreadable) {
            stop(number, Flaw.Kind.UNREADABLE);
        }
        return Optional.empty();
    }

    private boolean follows(Segment segment) {
        if (!segment.prev().equals(last.map(Segment::hash).orElse(Segment.NO_HASH))) {
            stop(segment.number(), Flaw.Kind.HASH);
            return false;
        }
        var imbalance = imbalance(segment);
        imbalance.ifPresent(kind -> stop(segment.number(), kind));
        return imbalance.isEmpty();
    }

    private Optional<Flaw.Kind> imbalance(Segment segment) {
        var before = last.map(Segment::account).orElseGet(() -> Account.opened(ZoneOffset.UTC));
        try {
            return Audit.imbalance(before, segment.change()).map(kind -> Flaw.Kind.valueOf(kind.name()));
        } catch (ArithmeticException beyondAllAmounts) {
            return Optional.of(Flaw.Kind.BALANCE);
        }
    }

    private boolean isAsProved(Segment segment) {
        boolean isAnother = anchor.filter(remembered -> remembered.number() == segment.number())
                .filter(remembered -> !remembered.hash().equals(segment.hash()))
                .isPresent();
        if (isAnother) stop(segment.number(), Flaw.Kind.REWRITTEN);
        return !isAnother;
    }

    private void stop(long number, Flaw.Kind kind) {
        flaw = Optional.of(new Flaw(organisation, number, kind));
    }
}
