package credits.ledger;

import credits.identity.OrganisationId;
import credits.ledger.Proofs.Anchor;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Verifies that a chain is what was written and adds up: numbers without gaps, each segment with the hash of the
/// previous one, and each state recomputed from the entries. Throws [Unavailable] if the store does not answer.
///
/// The hash of the last verified segment is remembered as a checkpoint, so that a chain whose end was cut off, or that
/// was rewritten with matching hashes, is found too. Each night verifies all new segments and 2,000 of the older ones,
/// continuing where the previous night stopped: most accounts entirely every night, and the largest in turn. Changes in
/// between are reported by the table's stream at once.
public final class ChainProof {
    private static final int AGAIN = 2_000;
    private static final int PAGE = 500;

    private final Chain chain;
    private final Proofs proofs;
    private final int again;
    private final int page;

    public ChainProof(DynamoDbClient dynamo, String table) {
        this(dynamo, table, AGAIN, PAGE);
    }

    /// @param again the number of older segments to verify again each night
    /// @param page the number of segments per read
    ChainProof(DynamoDbClient dynamo, String table, int again, int page) {
        this.chain = new Chain(dynamo, table);
        this.proofs = new Proofs(dynamo, table);
        this.again = again;
        this.page = page;
    }

    /// The progress of a verification.
    ///
    /// @param done whether nothing is left to verify tonight
    public record Proved(long segments, boolean done, Optional<Flaw> flaw) {}

    /// Verifies the chain of `organisation` as long as `hasTime` returns true, which is asked before each page; the
    /// next call continues. Nothing behind a defect is verified.
    public Proved prove(OrganisationId organisation, BooleanSupplier hasTime) {
        try {
            var anchor = proofs.anchor(organisation);
            var walk = new Walk(chain, organisation, anchor, page);
            long nextTime = older(walk, anchor, hasTime);
            while (walk.goesOn() && hasTime.getAsBoolean()) walk.page();
            if (walk.flaw().isEmpty()) {
                walk.last()
                        .map(last -> new Anchor(last.number(), last.hash(), nextTime))
                        .filter(reached -> !reached.equals(anchor.orElse(null)))
                        .ifPresent(reached -> proofs.keep(organisation, reached));
            }
            return new Proved(walk.proved(), !walk.goesOn(), walk.flaw());
        } catch (SdkException fault) {
            throw new Unavailable("the chain of " + organisation + " did not answer", fault);
        }
    }

    /// Leaves `walk` where the new segments begin. Returns where to begin the next time.
    private long older(Walk walk, Optional<Anchor> anchor, BooleanSupplier hasTime) {
        if (anchor.isEmpty()) return 0;
        long from = anchor.get().again();
        if (from > 0) walk.jumpBehind(from - 1);
        while (walk.goesOn() && walk.next() < from + again && hasTime.getAsBoolean()) walk.page();
        if (!walk.goesOn() || walk.next() > anchor.get().number()) return 0;
        long reached = walk.next();
        walk.jumpBehind(anchor.get().number());
        return reached;
    }
}
