package credits.ledger;

import credits.account.command.AccountCommand;
import credits.account.command.AccountCommand.Decision;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.CommitSteps.DecisionBase;
import credits.ledger.SegmentStore.AppendResult;
import credits.retry.RetryPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// One commit, through all its attempts. For a single use.
///
/// @param opensAccounts whether the change may be an account's first
/// @param searched what earlier attempts have proved about the ids
record Commit<R>(
        CommitSteps steps,
        OrganisationId organisation,
        AccountCommand<R> command,
        List<TransactWriteItem> alsoWrite,
        RetryPolicy retryPolicy,
        boolean opensAccounts,
        Map<UniqueId, SearchedRange> searched) {
    Commit(
            CommitSteps steps,
            OrganisationId organisation,
            AccountCommand<R> command,
            List<TransactWriteItem> alsoWrite,
            RetryPolicy retryPolicy,
            boolean opensAccounts) {
        this(steps, organisation, command, alsoWrite, retryPolicy, opensAccounts, new HashMap<>());
    }

    /// The result of an attempt.
    sealed interface Result<R> {
        /// The outcome is valid.
        record Done<R>(R outcome) implements Result<R> {}

        /// Another segment took the place.
        record PlaceTaken<R>() implements Result<R> {}

        /// A condition of the other writes in the transaction failed: nothing was written.
        record ConditionFailed<R>() implements Result<R> {}
    }

    /// Decides on `base`, or on the newest state if `base` may be older and the answer takes no put, and appends the
    /// change.
    Result<R> attempt(DecisionBase base) {
        return switch (decide(base.head())) {
            case NoChange<R>(var outcome) -> {
                if (base.isFresh()) yield new Result.Done<>(outcome);
                yield attempt(steps.readBase(organisation));
            }
            case Append<R>(var change, var outcome) -> {
                var run = List.of(base.head().nextSegment(change, steps.tuning()));
                yield switch (append(run)) {
                    case AppendResult.Appended _ -> new Result.Done<>(outcome);
                    case AppendResult.PlaceTaken _ -> new Result.PlaceTaken<>();
                    case AppendResult.ConditionFailed _ -> new Result.ConditionFailed<>();
                };
            }
        };
    }

    Decision<R> decide(ChainHead head) {
        return command.decide(head.account(), steps.lookUpIds(head, command, searched, retryPolicy));
    }

    AppendResult append(List<Segment> run) {
        if (run.getFirst().number() == 0 && !opensAccounts) throw new UnknownAccountException(organisation);
        var result = steps.append(run, alsoWrite);
        if (result instanceof AppendResult.Appended) steps.rememberAppended(run, retryPolicy, alsoWrite.isEmpty());
        else steps.forgetHead(organisation);
        return result;
    }
}
