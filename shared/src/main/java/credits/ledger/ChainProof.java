package credits.ledger;

import credits.identity.OrganisationId;
import credits.ledger.Proofs.Anchor;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Proves that a chain is what was written, and adds up: numbers without a gap, each segment with the hash of the one
/// before, each state worked out again from the entries. When the store does not answer: [Unavailable].
///
/// What is proved is remembered by its hash, so that a chain whose end is cut off, or that somebody wrote anew with
/// hashes that fit, is found too. A night proves all that is new, and of what is older 2,000 segments once more, one
/// stretch after the other: the whole of most accounts every night, and of the largest ones in turn. What is
/// changed meanwhile is seen by the stream at once.
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

    /// @param again how many older segments a night proves once more
    /// @param page how many are read at once
    ChainProof(DynamoDbClient dynamo, String table, int again, int page) {
        this.chain = new Chain(dynamo, table);
        this.proofs = new Proofs(dynamo, table);
        this.again = again;
        this.page = page;
    }

    /// How far it came.
    ///
    /// @param done is there nothing left to prove tonight?
    public record Proved(long segments, boolean done, Optional<Flaw> flaw) {}

    /// Proves the chain of `organisation` as long as `hasTime`, asked before each page; what is left comes next time.
    /// Behind a flaw nothing is proved.
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

    /// Leaves `walk` where what is new begins; answers where to begin the next time.
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
