package credits.ledger;

import credits.account.ClosedHold.HoldOutcome;
import credits.account.Hold;
import credits.account.command.AccountCommand;
import credits.account.command.AccountCommand.IdLookup;
import credits.account.command.AccountCommand.RecordedIdLocation;
import credits.identity.AuthorizationId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.SegmentStore.StoredIds;
import credits.retry.RetryPolicy;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The steps that commits consist of: find the state to decide on, look up ids, append, remember. Thread-safe.
final class CommitSteps {
    private final SegmentStore segmentStore;
    private final HeadCache headCache;
    private final ZoneId defaultZone;
    private final IdIndex idIndex;
    private final CreatedHolds createdHolds;
    private final OrganisationDirectory organisations;
    private final LedgerTuning tuning;

    CommitSteps(DynamoDbClient dynamo, String table, ZoneId defaultZone, LedgerTuning tuning) {
        this.segmentStore = new SegmentStore(dynamo, table);
        this.headCache = new HeadCache(tuning);
        this.defaultZone = defaultZone;
        this.idIndex = new IdIndex(dynamo, table, segmentStore, tuning);
        this.createdHolds = new CreatedHolds(segmentStore);
        this.organisations = new OrganisationDirectory(dynamo, table);
        this.tuning = tuning;
    }

    /// The state that a decision is made on.
    ///
    /// @param isFresh whether the head was read as the newest after the commit began; only then is an answer
    ///     without a put reliable
    /// @param item the newest item, if it was read and the chain has one
    record DecisionBase(ChainHead head, boolean isFresh, Optional<Map<String, AttributeValue>> item) {}

    /// Returns the head that this worker has just appended, if it serves the account alone, and else the newest.
    DecisionBase findBase(OrganisationId organisation, RetryPolicy retryPolicy) {
        return headCache
                .find(organisation, retryPolicy.nanoTime())
                .map(own -> new DecisionBase(own, false, Optional.empty()))
                .orElseGet(() -> readBase(organisation));
    }

    DecisionBase readBase(OrganisationId organisation) {
        var item = segmentStore.findNewestItem(organisation);
        if (item.isEmpty()) return new DecisionBase(ChainHead.empty(organisation, defaultZone), true, item);
        var ids = SegmentRun.storedIds(organisation, item.get());
        var head = ChainHead.of(SegmentRun.last(organisation, item.get(), ids));
        for (int i = 0; i < ids.size(); i++) {
            var hash = i + 1 < ids.size() ? ids.get(i + 1).previousHash() : head.hash();
            idIndex.remember(organisation, hash, ids.get(i));
        }
        return new DecisionBase(head, true, item);
    }

    LedgerTuning tuning() {
        return tuning;
    }

    CreatedHolds createdHolds() {
        return createdHolds;
    }

    /// Returns a segment of the chain, which must exist.
    ///
    /// @param base was read when the chain had the segment
    Segment getSegment(DecisionBase base, long number) {
        return base.item().map(SegmentRun::fromItem).orElse(List.of()).stream()
                .filter(segment -> segment.number() == number)
                .findFirst()
                .orElseGet(() -> segmentStore.getSegment(base.head().organisation(), number));
    }

    /// Appends consecutive segments together.
    ///
    /// @param alsoWrite other writes in the same transaction, which takes one segment
    SegmentStore.AppendResult append(List<Segment> run, List<TransactWriteItem> alsoWrite) {
        if (run.getFirst().number() == 0) organisations.register(run.getFirst().organisation());
        return alsoWrite.isEmpty() ? segmentStore.append(run) : segmentStore.append(run.getFirst(), alsoWrite);
    }

    void rememberAppended(List<Segment> run, RetryPolicy retryPolicy, boolean mayWritePage) {
        var head = ChainHead.of(run.getLast());
        var organisation = head.organisation();
        headCache.remember(head, run.getFirst().previousHash(), retryPolicy.nanoTime());
        run.forEach(createdHolds::remember);
        for (var segment : run) idIndex.remember(organisation, segment.hash(), StoredIds.of(segment));
        if (mayWritePage && retryPolicy.hasTime()) idIndex.writeCompletedPage(head);
    }

    /// Forgets that this worker serves the account alone.
    void forgetHead(OrganisationId organisation) {
        headCache.forget(organisation);
    }

    // Finds each id of the command that is in the ledger up to and including `head`. The result is valid for this
    // head only, so it is computed again for each. `searched` has what this commit has proved for earlier heads. That
    // remains valid, since segments never change, and only later ones are searched: searching a busy account's past in
    // every round would lose every round.
    IdLookup lookUpIds(
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
