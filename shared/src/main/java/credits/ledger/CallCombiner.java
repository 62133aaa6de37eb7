package credits.ledger;

import credits.account.command.AuthorizationCommand;
import credits.account.command.AuthorizationReply;
import credits.identity.OrganisationId;
import credits.ledger.Commit.Result.Done;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Commits the calls of accounts that many workers serve at the same time.
///
/// A call that meets nobody is committed alone, with one put. One that has lost a race, and those after it, help each
/// other: see [CombinedCommit]. A worker goes back to committing alone when a call has met nobody else. Thread-safe.
final class CallCombiner {
    private static final int MAX_ACCOUNTS = 1_000;

    private final CommitSteps steps;
    private final WaitingCallStore waitingCalls;
    // The accounts that other workers serve too, with the number of segments that they had at the last commit.
    private final Map<OrganisationId, Long> shared = new LinkedHashMap<>(16, 0.75f, true);

    CallCombiner(CommitSteps steps, WaitingCallStore waitingCalls) {
        this.steps = steps;
        this.waitingCalls = waitingCalls;
    }

    AuthorizationReply commit(Commit<AuthorizationReply> commit, AuthorizationCommand command) {
        var organisation = commit.organisation();
        var known = findShared(organisation);
        if (known.isEmpty()) {
            var base = steps.findBase(organisation, commit.retryPolicy());
            if (commit.attempt(base) instanceof Done<AuthorizationReply>(var reply)) return reply;
            known = Optional.of(base.head().account().segmentCount());
            setShared(organisation, known.get());
        }
        var combined = new CombinedCommit(commit, command, waitingCalls, known.get());
        var reply = combined.run();
        if (combined.hasMetOthers()) setShared(organisation, combined.knownSegments());
        else removeShared(organisation);
        return reply;
    }

    private synchronized Optional<Long> findShared(OrganisationId organisation) {
        return Optional.ofNullable(shared.get(organisation));
    }

    private synchronized void setShared(OrganisationId organisation, long knownSegments) {
        var _ = shared.put(organisation, knownSegments);
        if (shared.size() > MAX_ACCOUNTS) {
            var _ = shared.remove(shared.keySet().iterator().next());
        }
    }

    private synchronized void removeShared(OrganisationId organisation) {
        var _ = shared.remove(organisation);
    }
}
