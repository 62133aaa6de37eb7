package credits.ledger;

import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountCommand;
import credits.account.command.AccountCommand.Decision.Append;
import credits.account.command.AccountCommand.Decision.NoChange;
import credits.account.command.AccountCommand.IdLookup;
import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.aws.AwsCall;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.SegmentStore.AppendResult.Appended;
import credits.ledger.SegmentStore.AppendResult.ConditionFailed;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final SegmentStore segmentStore;
    private final HeadCache headCache;
    private final ZoneId defaultZone;
    private final IdIndex idIndex;
    private final CreatedHolds createdHolds;
    private final OrganisationDirectory organisations;
    private final Supplier<RetryPolicy> retryPolicies;
    private final LedgerTuning tuning;
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
        this.segmentStore = new SegmentStore(dynamo, table);
        this.headCache = new HeadCache(tuning);
        this.defaultZone = defaultZone;
        this.idIndex = new IdIndex(dynamo, table, segmentStore, tuning);
        this.createdHolds = new CreatedHolds(segmentStore);
        this.organisations = new OrganisationDirectory(dynamo, table);
        this.retryPolicies = retryPolicies;
        this.tuning = tuning;
        this.opensAccounts = true;
    }

    private Ledger(Ledger other, boolean opensAccounts) {
        this.segmentStore = other.segmentStore;
        this.headCache = other.headCache;
        this.defaultZone = other.defaultZone;
        this.idIndex = other.idIndex;
        this.createdHolds = other.createdHolds;
        this.organisations = other.organisations;
        this.retryPolicies = other.retryPolicies;
        this.tuning = other.tuning;
        this.opensAccounts = opensAccounts;
    }

    /// Returns the same ledger, which opens new accounts or not. If not, a change that would be an
    /// account's first throws [UnknownAccountException], and nothing is written.
    public Ledger openingAccounts(boolean isAllowed) {
        return new Ledger(this, isAllowed);
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
        var searched = new HashMap<UniqueId, SearchedRange>();
        var base = headCache
                .find(organisation, retryPolicy.nanoTime())
                .map(own -> new DecisionBase(own, false))
                .orElseGet(() -> readBase(organisation));
        while (true) {
            var head = base.head();
            switch (command.decide(head.account(), lookUpIds(head, command, searched, retryPolicy))) {
                case NoChange<R>(var outcome) -> {
                    if (base.isFresh()) return Optional.of(outcome);
                    base = readBase(organisation);
                }
                case Append<R>(var change, var outcome) -> {
                    var segment = head.nextSegment(change, tuning);
                    var result = append(segment, alsoWrite);
                    if (result instanceof Appended) {
                        rememberAppended(segment, retryPolicy, alsoWrite.isEmpty());
                        return Optional.of(outcome);
                    }
                    headCache.forget(organisation);
                    if (result instanceof ConditionFailed) return Optional.empty();
                    if (!retryPolicy.awaitRetry())
                        throw new ServiceUnavailableException("other workers kept writing to " + organisation);
                    base = readBase(organisation);
                }
            }
        }
    }

    /// The state that a decision is made on.
    ///
    /// @param isFresh whether the head was read as the newest after the commit began; only then is an answer
    ///     without a put reliable
    private record DecisionBase(ChainHead head, boolean isFresh) {}

    private DecisionBase readBase(OrganisationId organisation) {
        var newest = segmentStore.findHead(organisation);
        var head = newest.map(ChainHead::of).orElseGet(() -> ChainHead.empty(organisation, defaultZone));
        newest.ifPresent(segment -> idIndex.remember(segment, head.hash()));
        return new DecisionBase(head, true);
    }

    private void rememberAppended(Segment segment, RetryPolicy retryPolicy, boolean mayWritePage) {
        var head = ChainHead.of(segment);
        headCache.remember(head, segment.previousHash(), retryPolicy.nanoTime());
        createdHolds.remember(segment);
        idIndex.remember(segment, head.hash());
        if (mayWritePage && retryPolicy.hasTime()) idIndex.writeCompletedPage(head);
    }

    private SegmentStore.AppendResult append(Segment segment, List<TransactWriteItem> alsoWrite) {
        if (segment.number() == 0 && !opensAccounts) throw new UnknownAccountException(segment.organisation());
        if (segment.number() == 0) organisations.register(segment.organisation());
        return alsoWrite.isEmpty() ? segmentStore.append(segment) : segmentStore.append(segment, alsoWrite);
    }

    // Finds each id of the command that is in the ledger up to and including `head`. The result is valid for this
    // head only, so it is computed again for each. `searched` has what this commit has proved for earlier heads. That
    // remains valid, since segments never change, and only later ones are searched: searching a busy account's past in
    // every round would lose every round.
    private IdLookup lookUpIds(
            ChainHead head, AccountCommand<?> command, Map<UniqueId, SearchedRange> searched, RetryPolicy retryPolicy) {
        var possiblyRecorded = new HashSet<UniqueId>();
        for (var id : command.ids()) {
            if (head.mayContain(id)) possiblyRecorded.add(id);
        }
        var found = new HashMap<UniqueId, RecordedIdLocation>();
        if (!possiblyRecorded.isEmpty()) {
            found.putAll(idIndex.find(head, possiblyRecorded, searched, retryPolicy));
        }
        return new LedgerIdLookup(found, new HoldOutcomeLookup(segmentStore, head), createdHolds);
    }

    private record LedgerIdLookup(
            Map<UniqueId, RecordedIdLocation> found, HoldOutcomeLookup holdOutcomes, CreatedHolds createdHolds)
            implements IdLookup {
        @Override
        public Optional<RecordedIdLocation> find(UniqueId id) {
            return Optional.ofNullable(found.get(id));
        }

        @Override
        public Optional<HoldOutcome> findHoldOutcome(AuthorizationId id) {
            return holdOutcomes.find(id);
        }

        @Override
        public Optional<Hold> findCreatedHold(AuthorizationId id) {
            return createdHolds.find(holdOutcomes.head().organisation(), id);
        }
    }
}
