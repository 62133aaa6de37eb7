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
import credits.ledger.SegmentStore.AppendResult.PlaceTaken;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The accounts of all organisations. Every change of an account is a segment appended to its chain, and nothing
/// else is.
///
/// A decision is made on the newest known state. The put of the next segment succeeds only if nothing else took its
/// place, which proves that the state was the newest. Reads are strongly consistent. Thread-safe.
public final class Ledger {
    private final SegmentStore segmentStore;
    private final HeadCache headCache;
    private final IdIndex idIndex;
    private final CreatedHolds createdHolds;
    private final OrganisationDirectory organisations;
    private final Supplier<RetryPolicy> retryPolicies;
    private final LedgerTuning tuning;

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
        this.headCache = new HeadCache(segmentStore, defaultZone);
        this.idIndex = new IdIndex(dynamo, table, segmentStore, tuning);
        this.createdHolds = new CreatedHolds(segmentStore);
        this.organisations = new OrganisationDirectory(dynamo, table);
        this.retryPolicies = retryPolicies;
        this.tuning = tuning;
    }

    /// Appends the change that `command` makes to the account, and returns its answer. Safe to repeat, no matter
    /// how the previous attempt ended.
    ///
    /// The command may be decided several times: on a conflict, DynamoDB returns the segment that took the place,
    /// and the command is decided again after it. If that segment is our own, whose response was lost, the command
    /// finds its ids there and answers accordingly. Throws [ServiceUnavailableException] if the store fails or time
    /// runs out; the outcome is then unknown.
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
        var absentBefore = new HashMap<UniqueId, Long>();
        var base = headCache
                .find(organisation)
                .map(known -> new DecisionBase(known, false))
                .orElseGet(() -> new DecisionBase(headCache.readLatest(organisation), true));
        for (int lostRaces = 0; true; ) {
            var head = base.head();
            switch (command.decide(head.account(), lookUpIds(head, command, absentBefore, retryPolicy))) {
                case NoChange<R>(var outcome) -> {
                    headCache.remember(head);
                    if (base.isFresh()) return Optional.of(outcome);
                    base = freshBase(head, absentBefore);
                }
                case Append<R>(var change, var outcome) -> {
                    var segment = head.nextSegment(change, tuning);
                    var result = append(segment, alsoWrite);
                    if (result instanceof Appended) {
                        var next = head.after(segment);
                        headCache.remember(next);
                        createdHolds.remember(segment);
                        if (alsoWrite.isEmpty() && retryPolicy.hasTime()) idIndex.writeCompletedPage(next);
                        return Optional.of(outcome);
                    }
                    if (result instanceof ConditionFailed) return Optional.empty();
                    if (!retryPolicy.awaitRetry())
                        throw new ServiceUnavailableException("other workers kept writing to " + organisation);
                    base = baseAfter(head, result, ++lostRaces, absentBefore);
                }
            }
        }
    }

    /// The state that a decision is made on.
    ///
    /// @param isFresh whether the head was read as the newest after the commit began; only then is an answer
    ///     without a put reliable
    private record DecisionBase(ChainHead head, boolean isFresh) {}

    // The first lost race costs no read, since the response contains the winner's segment. After another one we are
    // further behind, and read on.
    private DecisionBase baseAfter(
            ChainHead head, SegmentStore.AppendResult result, int lostRaces, Map<UniqueId, Long> absentBefore) {
        if (!(result instanceof PlaceTaken(var winner)) || !head.isFollowedBy(winner))
            return freshBase(head, absentBefore);
        var next = head.after(winner);
        return lostRaces == 1 ? new DecisionBase(next, false) : freshBase(next, absentBefore);
    }

    // If the table has another history, as after a restore, nothing that is known of this account is worth anything.
    private DecisionBase freshBase(ChainHead head, Map<UniqueId, Long> absentBefore) {
        var current = headCache.catchUp(head).orElseGet(() -> {
            absentBefore.clear();
            return headCache.readAfresh(head.organisation());
        });
        return new DecisionBase(current, true);
    }

    private SegmentStore.AppendResult append(Segment segment, List<TransactWriteItem> alsoWrite) {
        if (segment.number() == 0) organisations.register(segment.organisation());
        return alsoWrite.isEmpty() ? segmentStore.append(segment) : segmentStore.append(segment, alsoWrite);
    }

    // Finds each id of the command that is in the ledger up to and including `head`. The result is valid for this
    // head only, so it is computed again for each. `absentBefore` has, for each id, the segment before which this
    // commit has not found it. That remains valid, since segments never change, and only later ones are searched.
    // Searching a busy account's past in every round would lose every round.
    private IdLookup lookUpIds(
            ChainHead head, AccountCommand<?> command, Map<UniqueId, Long> absentBefore, RetryPolicy retryPolicy) {
        var found = new HashMap<UniqueId, RecordedIdLocation>();
        var olderIds = new HashMap<UniqueId, Long>();
        long end = head.recentIds().firstSegment();
        for (var id : command.ids()) {
            long start = absentBefore.getOrDefault(id, 0L);
            var location = head.recentIds().find(id);
            location.ifPresent(each -> found.put(id, each));
            if (location.isEmpty() && head.recentIds().mayBeOlder(id) && start < end) olderIds.put(id, start);
        }
        if (!olderIds.isEmpty()) {
            long start = Collections.min(olderIds.values());
            found.putAll(idIndex.find(head, olderIds.keySet(), start, retryPolicy));
        }
        for (var id : command.ids()) {
            if (!found.containsKey(id)) absentBefore.put(id, head.account().segmentCount());
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
