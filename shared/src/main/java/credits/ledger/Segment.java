package credits.ledger;

import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.text;
import static credits.aws.ItemAttributes.time;
import static software.amazon.awssdk.core.SdkBytes.fromByteArrayUnsafe;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.command.AccountChange;
import credits.account.command.AccountChange.Kind;
import credits.account.command.RecordedId;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.PackedSegment.PackedChange;
import credits.ledger.codec.AccountStateCodec;
import credits.ledger.codec.EntriesCodec;
import credits.ledger.codec.EventsCodec;
import credits.ledger.codec.IdWatermarks;
import credits.ledger.codec.RecentIds;
import credits.ledger.codec.RecentIdsCodec;
import credits.ledger.codec.RecordedIdsCodec;
import credits.usage.BookedReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One segment of an account's chain: what happened (entries, ids, events) and the complete account after it, in one
/// item, so that they cannot disagree. It never changes once written, and carries the hash of the previous segment.
public final class Segment {
    /// The version that this code writes, and the newest that it reads.
    static final int FORMAT_VERSION = 1;

    /// The `prev` of a chain's first segment.
    public static final SdkBytes NO_HASH = SdkBytes.fromByteArray(new byte[32]);

    private final int version;
    private final OrganisationId organisation;
    private final long number;
    private final Kind kind;
    private final SdkBytes previousHash;
    private final AccountStateCodec.PackedState state;
    private final SdkBytes packedState;
    private final PackedChange packed;

    private Segment(
            int version,
            OrganisationId organisation,
            long number,
            Kind kind,
            SdkBytes previousHash,
            AccountStateCodec.PackedState state,
            SdkBytes packedState,
            PackedChange packed) {
        this.version = version;
        this.organisation = organisation;
        this.number = number;
        this.kind = kind;
        this.previousHash = previousHash;
        this.state = state;
        this.packedState = packedState;
        this.packed = packed;
    }

    /// Returns the segment that `change` makes, after the one with hash `previousHash`.
    ///
    /// @param recentIds of the chain including the segment, of which it carries as many as the last started
    ///     kilobyte has room for, so that they cost no further write unit
    /// @param maxRecentIds how many of them it carries at most
    static Segment create(
            OrganisationId organisation,
            AccountChange change,
            SdkBytes previousHash,
            IdWatermarks watermarks,
            RecentIds recentIds,
            int maxRecentIds) {
        var account = change.account();
        var bare = new Segment(
                FORMAT_VERSION,
                organisation,
                account.segmentCount() - 1,
                change.kind(),
                previousHash,
                new AccountStateCodec.PackedState(
                        account, watermarks, RecentIds.withoutHashes(watermarks.highWatermark())),
                fromByteArrayUnsafe(AccountStateCodec.pack(account, watermarks)),
                PackedChange.of(change));
        int room = WriteUnits.roomInLast(bare.attributes());
        return RecentIdsCodec.fit(recentIds, account.clockTime(), maxRecentIds, room)
                .map(bare::with)
                .orElse(bare);
    }

    private Segment with(RecentIds recentIds) {
        var newState = new AccountStateCodec.PackedState(account(), watermarks(), recentIds);
        var bytes = fromByteArrayUnsafe(AccountStateCodec.pack(account(), watermarks(), recentIds));
        return new Segment(version, organisation, number, kind, previousHash, newState, bytes, packed);
    }

    /// Reads a segment that has an item of its own. A newer version throws [IllegalStateException]: code that does not
    /// understand the head must never write. [SegmentRun#fromItem] reads all items.
    public static Segment fromItem(Map<String, AttributeValue> item) {
        int version = Integer.parseInt(required(item, "v").n());
        if (version > FORMAT_VERSION)
            throw new IllegalStateException("segment of version " + version + ": deploy newer code");
        var name = text(item, TableKeys.PARTITION_KEY).substring(TableKeys.ACCOUNT_PREFIX.length());
        long number = TableKeys.segmentNumber(required(item, TableKeys.SORT_KEY).s());
        var contents = PackedSegment.fromItem(item);
        return unpack(
                version,
                new OrganisationId(name),
                number,
                required(item, "prev").b(),
                contents);
    }

    /// Returns the segment with these contents.
    static Segment unpack(
            int version, OrganisationId organisation, long number, SdkBytes previousHash, PackedSegment contents) {
        var state = contents.state();
        return new Segment(
                version,
                organisation,
                number,
                contents.kind(),
                previousHash,
                AccountStateCodec.unpack(state.asByteArrayUnsafe(), number + 1),
                state,
                contents.change());
    }

    /// Returns what the segment stores besides its place in the chain.
    PackedSegment contents() {
        return new PackedSegment(kind, packedState, packed);
    }

    /// Returns the item as stored. `at`, `balance` and `used` are for people who look at the table; code reads
    /// the state.
    Map<String, AttributeValue> toItem() {
        return attributes();
    }

    private Map<String, AttributeValue> attributes() {
        var item = new TreeMap<String, AttributeValue>();
        item.put(TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)));
        item.put(TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(number)));
        item.put("v", ItemAttributes.number(version));
        item.put("kind", AttributeValue.fromS(kind.name().toLowerCase(Locale.ROOT)));
        item.put("at", time(account().accountingTime()));
        item.put("balance", AttributeValue.fromN(account().balance().toString()));
        item.put("used", AttributeValue.fromN(account().used().toString()));
        item.put("prev", AttributeValue.fromB(previousHash));
        item.put("state", AttributeValue.fromB(packedState));
        packed.addTo(item);
        return item;
    }

    /// Returns the SHA-256 of the segment's content in canonical form, which the next segment carries as `prev`.
    public SdkBytes hash() {
        return contents().hash(version, organisation, number, previousHash);
    }

    /// Returns the segment's position in the chain, from 0.
    public long number() {
        return number;
    }

    public OrganisationId organisation() {
        return organisation;
    }

    public Kind kind() {
        return kind;
    }

    /// Returns the accounting time.
    public Instant accountingTime() {
        return account().accountingTime();
    }

    /// Returns the account after the segment.
    public Account account() {
        return state.account();
    }

    public IdWatermarks watermarks() {
        return state.watermarks();
    }

    /// Returns what the segment tells about the ids of its chain.
    public RecentIds recentIds() {
        return state.recentIds();
    }

    /// Returns the hash of the previous segment; [#NO_HASH] in the first.
    public SdkBytes previousHash() {
        return previousHash;
    }

    /// Returns the ids that the segment records.
    public List<RecordedId> recordedIds() {
        return RecordedIdsCodec.unpack(packed.ids().asByteArrayUnsafe()).recordedIds();
    }

    /// Returns the clock that is recorded with the ids: that of the account.
    public Instant clockOfIds() {
        return RecordedIdsCodec.unpack(packed.ids().asByteArrayUnsafe()).clockTime();
    }

    /// Returns the reports that the segment books, with the outcome of each line.
    public List<BookedReport> reports() {
        if (packed.entries().equals(PackedChange.NO_BYTES)) return List.of();
        return EntriesCodec.unpack(packed.entries().asByteArrayUnsafe(), recordedIds(), accountingTime());
    }

    /// Returns the events to publish.
    public List<DomainEvent> events() {
        return EventsCodec.unpack(packed.events().asByteArrayUnsafe());
    }

    /// Returns the size of what is packed, which is nearly all of its item.
    public int packedBytes() {
        return packedState.asByteArrayUnsafe().length + packed.bytes();
    }

    /// Returns the change that made the segment.
    public AccountChange toChange() {
        return new AccountChange(kind, account(), recordedIds(), reports(), events());
    }
}
