package credits.ledger.verification;

import credits.account.Account;
import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.SegmentStore;
import credits.ledger.verification.VerificationProgress.Checkpoint;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Walks along one chain from segment to segment and stops at the first defect. It trusts nothing that it reads.
final class ChainWalker {
    private final SegmentStore segmentStore;
    private final OrganisationId organisation;
    private final Optional<Checkpoint> checkpoint;
    private final int pageSize;
    private Optional<Segment> lastSegment = Optional.empty();
    private Optional<ChainDefect> defect = Optional.empty();
    private boolean isAtEnd;
    private long verifiedCount;

    /// @param checkpoint the checkpoint: a segment that was verified before and must be unchanged
    ChainWalker(SegmentStore segmentStore, OrganisationId organisation, Optional<Checkpoint> checkpoint, int pageSize) {
        this.segmentStore = segmentStore;
        this.organisation = organisation;
        this.checkpoint = checkpoint;
        this.pageSize = pageSize;
    }

    boolean canContinue() {
        return !isAtEnd && defect.isEmpty();
    }

    Optional<ChainDefect> defect() {
        return defect;
    }

    /// Returns how many segments have been found to follow from the previous one.
    long verifiedCount() {
        return verifiedCount;
    }

    /// Returns the last segment that was read.
    Optional<Segment> lastSegment() {
        return lastSegment;
    }

    /// Returns the number of the next segment.
    long nextNumber() {
        return lastSegment.map(segment -> segment.number() + 1).orElse(0L);
    }

    /// Continues after segment `number`, which is not itself verified, wherever the walk was.
    void moveAfter(long number) {
        var found = segmentStore.itemsFrom(organisation, number, 1).items();
        lastSegment = Optional.empty();
        if (found.isEmpty()) fail(number, ChainDefect.Kind.MISSING);
        else lastSegment = readSegment(found.getFirst(), number).filter(this::matchesCheckpoint);
    }

    /// Verifies one page of segments.
    void verifyPage() {
        var itemPage = segmentStore.itemsFrom(organisation, nextNumber(), pageSize);
        for (var item : itemPage.items()) {
            var verified = readSegment(item, nextNumber())
                    .filter(this::isValidSuccessor)
                    .filter(this::matchesCheckpoint);
            if (verified.isEmpty()) return;
            lastSegment = verified;
            verifiedCount++;
        }
        isAtEnd = itemPage.isLast();
        boolean isTruncated = checkpoint
                .filter(remembered -> remembered.segmentNumber() >= nextNumber())
                .isPresent();
        if (isAtEnd && isTruncated) fail(nextNumber(), ChainDefect.Kind.MISSING);
    }

    private Optional<Segment> readSegment(Map<String, AttributeValue> item, long number) {
        try {
            var segment = Segment.fromItem(item);
            // Everything packed is unpacked here: what cannot be unpacked is a defect of the segment, not an error
            // of ours.
            var _ = segment.toChange();
            if (segment.number() != number) fail(number, ChainDefect.Kind.MISSING);
            else if (!SegmentStore.matchesItem(segment, item)) fail(number, ChainDefect.Kind.NOTES);
            else return Optional.of(segment);
        } catch (RuntimeException unreadable) {
            fail(number, ChainDefect.Kind.UNREADABLE);
        }
        return Optional.empty();
    }

    private boolean isValidSuccessor(Segment segment) {
        if (!segment.previousHash().equals(lastSegment.map(Segment::hash).orElse(Segment.NO_HASH))) {
            fail(segment.number(), ChainDefect.Kind.HASH);
            return false;
        }
        var imbalance = findInconsistency(segment);
        imbalance.ifPresent(kind -> fail(segment.number(), kind));
        return imbalance.isEmpty();
    }

    private Optional<ChainDefect.Kind> findInconsistency(Segment segment) {
        var before = lastSegment.map(Segment::account).orElseGet(() -> Account.open(ZoneOffset.UTC));
        try {
            return AccountAudit.findInconsistency(before, segment.toChange())
                    .map(kind -> ChainDefect.Kind.valueOf(kind.name()));
        } catch (ArithmeticException outOfRange) {
            return Optional.of(ChainDefect.Kind.BALANCE);
        }
    }

    private boolean matchesCheckpoint(Segment segment) {
        boolean isRewritten = checkpoint
                .filter(remembered -> remembered.segmentNumber() == segment.number())
                .filter(remembered -> !remembered.hash().equals(segment.hash()))
                .isPresent();
        if (isRewritten) fail(segment.number(), ChainDefect.Kind.REWRITTEN);
        return !isRewritten;
    }

    private void fail(long number, ChainDefect.Kind kind) {
        defect = Optional.of(new ChainDefect(organisation, number, kind));
    }
}
