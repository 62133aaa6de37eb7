package credits.ledger;

import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountChange;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.account.command.AccountCommand.IdLookup;
import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.account.command.AuthorizationCommand;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizationReply.AlreadyDecided;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.CommitSteps.DecisionBase;
import credits.ledger.SegmentStore.AppendResult;
import credits.ledger.WaitingCallStore.WaitingCall;
import credits.ledger.codec.SegmentRunCodec;
import credits.retry.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commit of one call among many of the same account that come at once. For a single use.
///
/// The call is stored, so that others see it. Then the newest segments are read until one of them has decided it. The
/// call that waits longest decides itself, and all that have come after it in order, each on the state after the one
/// before, and appends all their segments in one item. So a place in the chain is taken by as many calls as wait for
/// it, and is rarely fought for.
///
/// That a call waits is a hint and nothing more. Each is decided by its own rules on a state that the put proves to be
/// the newest, and only if that state shows its key to be new. If the call whose turn it is does not commit, because
/// its worker was interrupted or its clock is wrong, the others commit themselves after a few looks.
final class CombinedCommit {
    private static final int MAX_SEGMENTS = 64;
    // A call waits for those before it for three looks, and two more if others have committed meanwhile.
    private static final int MIN_LOOKS = 3;
    private static final int MAX_LOOKS = 5;
    private static final int MAX_IDLE_LOOKS = 1;
    // The calls that are taken along: those that came at most so long before this one, or after it.
    private static final Duration MAX_OLDER = Duration.ofMillis(50);
    private static final Duration MAX_NEWER = Duration.ofMillis(500);

    private final Commit<AuthorizationReply> commit;
    private final AuthorizationCommand command;
    private final WaitingCallStore store;
    private final long startNanos;
    private long knownSegments;
    private boolean hasMetOthers;
    private int idleLooks;
    private List<UniqueId> predecessors = List.of();

    /// @param knownSegments the number of the account's segments when this worker committed last
    CombinedCommit(
            Commit<AuthorizationReply> commit,
            AuthorizationCommand command,
            WaitingCallStore store,
            long knownSegments) {
        this.commit = commit;
        this.command = command;
        this.store = store;
        this.startNanos = commit.retryPolicy().nanoTime();
        this.knownSegments = knownSegments;
    }

    /// Whether other calls came at the same time.
    boolean hasMetOthers() {
        return hasMetOthers;
    }

    /// Returns the number of segments that were seen last.
    long knownSegments() {
        return knownSegments;
    }

    AuthorizationReply run() {
        var call = WaitingCall.of(command, findSettledHold());
        store.put(organisation(), call);
        predecessors = store.findPredecessors(organisation(), call);
        for (int looks = 1; ; looks++) {
            var waiting = isImpatient(looks) ? Optional.of(readWaiting()) : Optional.<List<WaitingCall>>empty();
            var base = commit.steps().readBase(organisation());
            long segments = base.head().account().segmentCount();
            idleLooks = segments > knownSegments ? 0 : idleLooks + 1;
            hasMetOthers |= segments > knownSegments;
            var reply = decide(base, waiting);
            knownSegments = Math.max(knownSegments, segments);
            if (reply.isPresent()) return reply.get();
            if (!commit.retryPolicy().awaitRetry())
                throw new ServiceUnavailableException("other workers kept writing to " + organisation());
        }
    }

    // An impatient call reads what waits before it looks, so that its put follows the look at once: others may do the
    // same, and a put that loses the race costs as much as one that wins it.
    private boolean isImpatient(int looks) {
        return looks > MIN_LOOKS && (idleLooks > MAX_IDLE_LOOKS || looks > MAX_LOOKS);
    }

    private OrganisationId organisation() {
        return commit.organisation();
    }

    private Optional<Hold> findSettledHold() {
        return command.settledHold().flatMap(id -> commit.steps().createdHolds().findAny(organisation(), id));
    }

    private List<WaitingCall> readWaiting() {
        long elapsed = Math.min(commit.retryPolicy().nanoTime() - startNanos, MAX_NEWER.toNanos());
        return store.findAll(
                organisation(), command.now().minus(MAX_OLDER), command.now().plusNanos(elapsed));
    }

    /// Decides the call if the chain has, or if it is its turn.
    ///
    /// @param waiting the waiting calls, if this one no longer lets older ones go first
    private Optional<AuthorizationReply> decide(DecisionBase base, Optional<List<WaitingCall>> waiting) {
        return switch (commit.decide(base.head())) {
            case NoChange<AuthorizationReply>(var reply) -> Optional.of(toReply(reply, base));
            case Append<AuthorizationReply>(var change, var reply) -> {
                if (waiting.isEmpty() && !isFirst(base.head())) yield Optional.empty();
                var run = combine(base.head(), change, waiting.orElseGet(this::readWaiting));
                yield isAppended(run) ? Optional.of(reply) : Optional.empty();
            }
        };
    }

    private boolean isAppended(List<Segment> run) {
        if (!(commit.append(run) instanceof AppendResult.Appended)) return false;
        hasMetOthers |= run.size() > 1;
        knownSegments = run.getLast().number() + 1;
        return true;
    }

    // Whether nobody waits longer, as far as the head shows.
    private boolean isFirst(ChainHead head) {
        return predecessors.stream().allMatch(head::mayContain);
    }

    private List<Segment> combine(ChainHead head, AccountChange own, List<WaitingCall> waiting) {
        var tuning = commit.steps().tuning();
        var run = new ArrayList<>(List.of(head.nextSegment(own, tuning)));
        int bytes = run.getFirst().packedBytes();
        for (var call : waiting) {
            if (run.size() == maxSegments(run.getFirst().number())) break;
            var next = ChainHead.of(run.getLast());
            // Only what is certainly new: whatever else it is, its own worker finds out.
            if (next.mayContain(call.key())) continue;
            var decided = decide(call, next);
            if (decided.isEmpty()) continue;
            bytes += decided.get().packedBytes();
            if (bytes > SegmentRunCodec.MAX_BYTES) break;
            run.add(decided.get());
        }
        return run;
    }

    // A run ends where a block of the ID index ends.
    private int maxSegments(long firstNumber) {
        int block = commit.steps().tuning().segmentsPerIndexPage();
        return (int) Math.min(MAX_SEGMENTS, block - firstNumber % block);
    }

    private Optional<Segment> decide(WaitingCall call, ChainHead head) {
        try {
            var lookup = new NewCallLookup(call, organisation(), commit.steps().createdHolds());
            return call.command().decide(head.account(), lookup)
                            instanceof Append<AuthorizationReply>(var change, var _)
                    ? Optional.of(head.nextSegment(change, commit.steps().tuning()))
                    : Optional.empty();
        } catch (RuntimeException _) {
            return Optional.empty(); // its own worker meets the same fault, and reports it
        }
    }

    // Several calls that wait under the same key may be told of the same decision, but only one that made it.
    private AuthorizationReply toReply(AuthorizationReply reply, DecisionBase base) {
        if (!(reply instanceof AlreadyDecided(long number)) || number < knownSegments) return reply;
        var segment = commit.steps().getSegment(base, number);
        return new AuthorizationReply.DecidedByAnother(segment.toChange());
    }

    /// The look-up for a call whose key is new.
    private record NewCallLookup(WaitingCall call, OrganisationId organisation, CreatedHolds createdHolds)
            implements IdLookup {
        @Override
        public Optional<RecordedIdLocation> find(UniqueId id) {
            return Optional.empty();
        }

        // Only for an answer that takes no segment, which its own worker gives.
        @Override
        public Optional<HoldOutcome> findHoldOutcome(AuthorizationId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Hold> findCreatedHold(AuthorizationId id) {
            return createdHolds.find(organisation, id);
        }

        @Override
        public Hold complete(Hold hold) {
            return hold.isAbridged() && call.settles(hold.id()) ? call.complete(hold) : IdLookup.super.complete(hold);
        }
    }
}
