package credits.ledger.verification;

import credits.aws.AwsCall;
import credits.identity.OrganisationId;
import credits.ledger.SegmentStore;
import credits.ledger.verification.VerificationProgress.Checkpoint;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Verifies that a chain is what was written and adds up: numbers without gaps, each segment with the hash of
/// the previous one, and each state recomputed from the entries. Throws [ServiceUnavailableException] if the
/// store does not answer.
///
/// The hash of the last verified segment is remembered as a checkpoint, so that a chain whose end was cut off, or that
/// was rewritten with matching hashes, is found too. Each night verifies all new segments and 2,000 of the older ones,
/// continuing where the previous night stopped: most accounts entirely every night, and the largest in turn. Changes in
/// between are reported by the table's stream at once.
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
    public record VerificationResult(long verifiedSegments, boolean isComplete, Optional<ChainDefect> defect) {}

    /// Verifies the chain of `organisation` while `hasTime` returns true, which is checked before each page;
    /// the next call continues. Nothing behind a defect is verified.
    public VerificationResult verify(OrganisationId organisation, BooleanSupplier hasTime) {
        return AwsCall.readOrWrite("the chain of " + organisation, () -> {
            var checkpoint = progress.findCheckpoint(organisation);
            var walker = new ChainWalker(segmentStore, organisation, checkpoint, pageSize);
            long nextRecheckFrom = recheckOlder(walker, checkpoint, hasTime);
            while (walker.canContinue() && hasTime.getAsBoolean()) walker.verifyPage();
            if (walker.defect().isEmpty()) {
                walker.lastSegment()
                        .map(last -> new Checkpoint(last.number(), last.hash(), nextRecheckFrom))
                        .filter(reached -> !reached.equals(checkpoint.orElse(null)))
                        .ifPresent(reached -> progress.save(organisation, reached));
            }
            return new VerificationResult(walker.verifiedCount(), !walker.canContinue(), walker.defect());
        });
    }

    /// Leaves `walker` where the new segments begin. Returns where to begin the next time.
    private long recheckOlder(ChainWalker walker, Optional<Checkpoint> checkpoint, BooleanSupplier hasTime) {
        if (checkpoint.isEmpty()) return 0;
        long recheckFrom = checkpoint.get().nextRecheckFrom();
        if (recheckFrom > 0) walker.moveAfter(recheckFrom - 1);
        while (walker.canContinue() && walker.nextNumber() < recheckFrom + recheckCount && hasTime.getAsBoolean())
            walker.verifyPage();
        if (!walker.canContinue() || walker.nextNumber() > checkpoint.get().segmentNumber()) return 0;
        long reached = walker.nextNumber();
        walker.moveAfter(checkpoint.get().segmentNumber());
        return reached;
    }
}
