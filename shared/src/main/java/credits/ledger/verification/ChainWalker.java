package credits.ledger.verification;

import static java.util.stream.Collectors.toUnmodifiableMap;

import credits.account.command.RecordedId;
import credits.identity.OrganisationId;
import credits.ledger.Segment;
import credits.ledger.SegmentRun;
import credits.ledger.SegmentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Walks along one chain from segment to segment and stops at the first defect. It trusts nothing that it reads.
final class ChainWalker {
    // Accounts take their time from AWS, whose clocks differ by less.
    private static final Duration MAX_CLOCK_AHEAD = Duration.ofHours(1);

    private final SegmentStore segmentStore;
    private final OrganisationId organisation;
    private final Map<Long, SdkBytes> knownHashes;
    private final Instant latestClock;
    private final int pageSize;
    private ChainReplay replay = ChainReplay.fromStart();
    private Optional<ChainDefect> defect = Optional.empty();
    private boolean isAtEnd;
    private long verifiedCount;

    /// @param known segments that were verified before and must be unchanged
    /// @param now the time of the verification
    ChainWalker(
            SegmentStore segmentStore,
            OrganisationId organisation,
            Collection<ChainAnchor> known,
            Instant now,
            int pageSize) {
        this.segmentStore = segmentStore;
        this.organisation = organisation;
        this.knownHashes = known.stream()
                .collect(toUnmodifiableMap(ChainAnchor::segmentNumber, ChainAnchor::hash, (hash, _) -> hash));
        this.latestClock = now.plus(MAX_CLOCK_AHEAD);
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
        return replay.last();
    }

    /// Returns the number of the next segment.
    long nextNumber() {
        return lastSegment().map(segment -> segment.number() + 1).orElse(0L);
    }

    /// Continues after segment `number`, which is not itself verified, wherever the walk was.
    void moveAfter(long number) {
        replay = ChainReplay.fromStart();
        readSegment(number).filter(this::matchesKnownHash).ifPresent(this::continueAfter);
    }

    private void continueAfter(Segment segment) {
        var idsBySegment = new ArrayList<List<RecordedId>>();
        long next = WindowReplay.firstSegment(segment);
        if (next < 0 || next > segment.number()) {
            fail(segment.number(), ChainDefect.Kind.IDS);
            return;
        }
        for (var stored : segmentStore.recordedIds(organisation, next, segment.number())) {
            if (stored.segmentNumber() != next) break;
            idsBySegment.add(stored.ids().recordedIds());
            next++;
        }
        if (next <= segment.number()) fail(next, ChainDefect.Kind.MISSING);
        else replay = ChainReplay.after(segment, idsBySegment);
    }

    /// Compares a segment that the walk has passed over with what is known of it.
    void compare(ChainAnchor anchor) {
        if (anchor.segmentNumber() >= nextNumber()) return;
        var _ = readSegment(anchor.segmentNumber()).filter(this::matchesKnownHash);
    }

    /// Verifies one page of segments.
    void verifyPage() {
        var itemPage = segmentStore.itemsFrom(organisation, nextNumber(), pageSize);
        for (var item : itemPage.items()) {
            for (var segment : readRun(item, nextNumber())) {
                if (!isNext(segment) || !isValidSuccessor(segment) || !matchesKnownHash(segment)) return;
                verifiedCount++;
            }
            if (defect.isPresent()) return;
        }
        isAtEnd = itemPage.isLast();
        boolean isTruncated = knownHashes.keySet().stream().anyMatch(number -> number >= nextNumber());
        if (isAtEnd && isTruncated) fail(nextNumber(), ChainDefect.Kind.MISSING);
    }

    private boolean isNext(Segment segment) {
        if (segment.number() == nextNumber()) return true;
        fail(nextNumber(), ChainDefect.Kind.MISSING);
        return false;
    }

    // The item that a segment is in may begin with an older one.
    private Optional<Segment> readSegment(long number) {
        var found = segmentStore.findItem(organisation, number).stream()
                .flatMap(item -> readRun(item, number).stream())
                .filter(segment -> segment.number() == number)
                .findFirst();
        if (found.isEmpty() && defect.isEmpty()) fail(number, ChainDefect.Kind.MISSING);
        return found;
    }

    /// Returns the segments of an item; none if it has a defect, which is reported as that of segment `number`.
    private List<Segment> readRun(Map<String, AttributeValue> item, long number) {
        try {
            var segments = SegmentRun.fromItem(item);
            // Everything packed is unpacked here: what cannot be unpacked is a defect of the segment, not an error
            // of ours.
            for (var segment : segments) {
                var _ = segment.toChange();
            }
            if (SegmentRun.matchesItem(segments, item)) return segments;
            fail(number, ChainDefect.Kind.NOTES);
        } catch (RuntimeException unreadable) {
            fail(number, ChainDefect.Kind.UNREADABLE);
        }
        return List.of();
    }

    private boolean isValidSuccessor(Segment segment) {
        var found = segment.account().clockTime().isAfter(latestClock)
                ? Optional.of(ChainDefect.Kind.TIME)
                : replay.follow(segment);
        found.ifPresent(kind -> fail(segment.number(), kind));
        return found.isEmpty();
    }

    private boolean matchesKnownHash(Segment segment) {
        var known = knownHashes.get(segment.number());
        if (known == null || known.equals(segment.hash())) return true;
        fail(segment.number(), ChainDefect.Kind.REWRITTEN);
        return false;
    }

    private void fail(long number, ChainDefect.Kind kind) {
        defect = Optional.of(new ChainDefect(organisation, number, kind));
    }
}
