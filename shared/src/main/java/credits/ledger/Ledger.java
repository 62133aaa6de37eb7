package credits.ledger;

import credits.account.command.AccountCommand;
import credits.account.command.AuthorizationCommand;
import credits.account.command.AuthorizationReply;
import credits.aws.AwsCall;
import credits.identity.OrganisationId;
import credits.ledger.Commit.Result.Done;
import credits.ledger.Commit.Result.PlaceTaken;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The accounts of all organisations. Every change of an account is a segment appended to its chain, and nothing
/// else is.
///
/// A decision is made on the newest segment, which is read unless this worker has just written it. The put of the next
/// one succeeds only if nothing else took its place, which proves that the segment was the newest. Reads are strongly
/// consistent. Thread-safe.
public final class Ledger {
    private final CommitSteps steps;
    private final CallCombiner callCombiner;
    private final Supplier<RetryPolicy> retryPolicies;
    private final boolean opensAccounts;

    /// @param defaultZone the time zone of new accounts without entries
    public Ledger(DynamoDbClient dynamo, String table, ZoneId defaultZone, Supplier<RetryPolicy> retryPolicies) {
        this(dynamo, table, defaultZone, retryPolicies, LedgerTuning.DEFAULT);
    }

    /// Creates a ledger with sizes other than the deployed ones.
    public Ledger(
            DynamoDbClient dynamo,
            String table,
            ZoneId defaultZone,
            Supplier<RetryPolicy> retryPolicies,
            LedgerTuning tuning) {
        this.steps = new CommitSteps(dynamo, table, defaultZone, tuning);
        this.callCombiner = new CallCombiner(steps, new WaitingCallStore(dynamo, table));
        this.retryPolicies = retryPolicies;
        this.opensAccounts = true;
    }

    private Ledger(Ledger other, boolean opensAccounts) {
        this.steps = other.steps;
        this.callCombiner = other.callCombiner;
        this.retryPolicies = other.retryPolicies;
        this.opensAccounts = opensAccounts;
    }

    /// Returns the same ledger, which opens new accounts or not. If not, a change that would be an account's first
    /// throws [UnknownAccountException], and nothing is written.
    public Ledger openingAccounts(boolean isAllowed) {
        return new Ledger(this, isAllowed);
    }

    /// Like [#commit], for one of many calls of the same account that may come at once: while others commit, it waits
    /// in the table, and the next commit takes it along. See [CallCombiner].
    public AuthorizationReply commitCall(OrganisationId organisation, AuthorizationCommand command) {
        var commit = new Commit<>(steps, organisation, command, List.of(), retryPolicies.get(), opensAccounts);
        return AwsCall.readOrWrite("the ledger of " + organisation, () -> callCombiner.commit(commit, command));
    }

    /// Appends the change that `command` makes to the account, and returns its answer. Safe to repeat, no matter
    /// how the previous attempt ended.
    ///
    /// The command may be decided several times: if another segment took the place, the newest one is read, and
    /// the command is decided again after it. If our own took the place and its response was lost, the command
    /// finds its ids there and answers accordingly. Throws [ServiceUnavailableException] if the store fails or
    /// time runs out; the outcome is then unknown.
    public <R> R commit(OrganisationId organisation, AccountCommand<R> command) {
        return commit(organisation, command, List.of()).orElseThrow();
    }

    /// Like [#commit], with other retries than usual.
    public <R> R commit(OrganisationId organisation, AccountCommand<R> command, RetryPolicy retryPolicy) {
        return commit(organisation, command, List.of(), retryPolicy).orElseThrow();
    }

    /// Like [#commit], with the writes `alsoWrite` in the same transaction: all or nothing. Empty if one of their
    /// conditions failed; nothing was then written.
    public <R> Optional<R> commit(
            OrganisationId organisation, AccountCommand<R> command, List<TransactWriteItem> alsoWrite) {
        return commit(organisation, command, alsoWrite, retryPolicies.get());
    }

    private <R> Optional<R> commit(
            OrganisationId organisation,
            AccountCommand<R> command,
            List<TransactWriteItem> alsoWrite,
            RetryPolicy retryPolicy) {
        return AwsCall.readOrWrite(
                "the ledger of " + organisation, () -> decideAndAppend(organisation, command, alsoWrite, retryPolicy));
    }

    private <R> Optional<R> decideAndAppend(
            OrganisationId organisation,
            AccountCommand<R> command,
            List<TransactWriteItem> alsoWrite,
            RetryPolicy retryPolicy) {
        var commit = new Commit<>(steps, organisation, command, alsoWrite, retryPolicy, opensAccounts);
        var result = commit.attempt(steps.findBase(organisation, retryPolicy));
        while (result instanceof PlaceTaken) {
            if (!retryPolicy.awaitRetry())
                throw new ServiceUnavailableException("other workers kept writing to " + organisation);
            result = commit.attempt(steps.readBase(organisation));
        }
        return result instanceof Done<R>(var outcome) ? Optional.of(outcome) : Optional.empty();
    }
}
