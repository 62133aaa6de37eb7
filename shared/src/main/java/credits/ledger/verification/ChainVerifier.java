package credits.ledger.verification;

import credits.aws.AwsCall;
import credits.identity.OrganisationId;
import credits.ledger.SegmentStore;
import credits.ledger.verification.VerificationProgress.Checkpoint;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Verifies that a chain is what was written and adds up: numbers without gaps, each segment with the hash of
/// the previous one, and each state recomputed from the entries. Throws [ServiceUnavailableException] if the
/// store does not answer.
///
/// The hash of the last verified segment is remembered as a checkpoint, and the caller may know an anchor outside the
/// table, so that a chain whose end was cut off, or that was rewritten with matching hashes, is found too. Each night
/// verifies all new segments and 2,000 of the older ones, continuing where the previous night stopped: most accounts
/// entirely every night, and the largest in turn. Changes in between are reported by the table's stream at once.
public final class ChainVerifier {
    private static final int RECHECKED_SEGMENTS_PER_RUN = 2_000;
    private static final int PAGE_SIZE = 500;

    private final SegmentStore segmentStore;
    private final VerificationProgress progress;
    private final int recheckCount;
    private final int pageSize;

    public ChainVerifier(DynamoDbClient dynamo, String table) {
        this(dynamo, table, RECHECKED_SEGMENTS_PER_RUN, PAGE_SIZE);
    }

    /// @param recheckCount the number of older segments to verify again each night
    /// @param pageSize the number of segments per read
    ChainVerifier(DynamoDbClient dynamo, String table, int recheckCount, int pageSize) {
        this.segmentStore = new SegmentStore(dynamo, table);
        this.progress = new VerificationProgress(dynamo, table);
        this.recheckCount = recheckCount;
        this.pageSize = pageSize;
    }

    /// The progress of a verification.
    ///
    /// @param isComplete whether nothing is left to verify tonight
    /// @param newest the last verified segment; empty if there is none, or a defect
    public record VerificationResult(
            long verifiedSegments, boolean isComplete, Optional<ChainDefect> defect, Optional<ChainAnchor> newest) {}

    /// Verifies the chain of `organisation` while `hasTime` returns true, which is checked before each page; the
    /// next call continues. Nothing behind a defect is verified.
    ///
    /// @param anchor a segment whose hash is known from outside the table
    /// @param now the time of the verification, which no account can be ahead of
    public VerificationResult verify(
            OrganisationId organisation, Optional<ChainAnchor> anchor, Instant now, BooleanSupplier hasTime) {
        return AwsCall.readOrWrite("the chain of " + organisation, () -> {
            var checkpoint = progress.findCheckpoint(organisation);
            // The anchor first: who can change segments can change the checkpoint, but not the anchor.
            var known = Stream.concat(anchor.stream(), checkpoint.map(Checkpoint::last).stream())
                    .toList();
            var walker = new ChainWalker(segmentStore, organisation, known, now, pageSize);
            long nextRecheckFrom = recheckOlder(walker, checkpoint, hasTime);
            anchor.filter(_ -> walker.canContinue()).ifPresent(walker::compare);
            while (walker.canContinue() && hasTime.getAsBoolean()) walker.verifyPage();
            var newest = walker.lastSegment()
                    .filter(_ -> walker.defect().isEmpty())
                    .map(last -> new ChainAnchor(last.number(), last.hash()));
            newest.map(last -> new Checkpoint(last, nextRecheckFrom))
                    .filter(reached -> !reached.equals(checkpoint.orElse(null)))
                    .ifPresent(reached -> progress.save(organisation, reached));
            return new VerificationResult(walker.verifiedCount(), !walker.canContinue(), walker.defect(), newest);
        });
    }

    /// Leaves `walker` where the new segments begin. Returns where to begin the next time.
    private long recheckOlder(ChainWalker walker, Optional<Checkpoint> checkpoint, BooleanSupplier hasTime) {
        if (checkpoint.isEmpty()) return 0;
        long last = checkpoint.get().last().segmentNumber();
        long recheckFrom = checkpoint.get().nextRecheckFrom();
        if (recheckFrom > 0) walker.moveAfter(recheckFrom - 1);
        while (walker.canContinue() && walker.nextNumber() < recheckFrom + recheckCount && hasTime.getAsBoolean())
            walker.verifyPage();
        if (!walker.canContinue() || walker.nextNumber() > last) return 0;
        long reached = walker.nextNumber();
        walker.moveAfter(last);
        return reached;
    }
}
