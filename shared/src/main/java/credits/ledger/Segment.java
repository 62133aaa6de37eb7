package credits.ledger;

import static credits.aws.ItemAttributes.required;
import static java.nio.charset.StandardCharsets.UTF_8;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.command.AccountChange;
import credits.account.command.AccountChange.Kind;
import credits.account.command.RecordedId;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.codec.AccountStateCodec;
import credits.ledger.codec.EntriesCodec;
import credits.ledger.codec.EventsCodec;
import credits.ledger.codec.IdWatermarks;
import credits.ledger.codec.RecordedIdsCodec;
import credits.usage.BookedReport;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private static final SdkBytes NO_BYTES = SdkBytes.fromByteArray(new byte[0]);

    private final int version;
    private final OrganisationId organisation;
    private final long number;
    private final Kind kind;
    private final SdkBytes previousHash;
    private final SdkBytes packedState;
    private final SdkBytes packedIds;
    private final SdkBytes packedEntries;
    private final SdkBytes packedEvents;
    private final AccountStateCodec.PackedState state;

    private Segment(
            int version,
            OrganisationId organisation,
            long number,
            Kind kind,
            SdkBytes previousHash,
            AccountStateCodec.PackedState state,
            SdkBytes packedState,
            SdkBytes packedIds,
            SdkBytes packedEntries,
            SdkBytes packedEvents) {
        this.version = version;
        this.organisation = organisation;
        this.number = number;
        this.kind = kind;
        this.previousHash = previousHash;
        this.state = state;
        this.packedState = packedState;
        this.packedIds = packedIds;
        this.packedEntries = packedEntries;
        this.packedEvents = packedEvents;
    }

    /// Returns the segment that `change` makes, after the one with hash `previousHash`.
    ///
    /// @param watermarks of the window of recent ids that ends with the segment
    static Segment create(
            OrganisationId organisation, AccountChange change, SdkBytes previousHash, IdWatermarks watermarks) {
        var account = change.account();
        return new Segment(
                FORMAT_VERSION,
                organisation,
                account.segmentCount() - 1,
                change.kind(),
                previousHash,
                new AccountStateCodec.PackedState(account, watermarks),
                SdkBytes.fromByteArrayUnsafe(AccountStateCodec.pack(account, watermarks)),
                SdkBytes.fromByteArrayUnsafe(RecordedIdsCodec.pack(account.clockTime(), change.recordedIds())),
                change.reports().isEmpty()
                        ? NO_BYTES
                        : SdkBytes.fromByteArrayUnsafe(
                                EntriesCodec.pack(change.reports(), change.recordedIds(), account.accountingTime())),
                change.events().isEmpty() ? NO_BYTES : SdkBytes.fromByteArrayUnsafe(EventsCodec.pack(change.events())));
    }

    /// Reads a segment from an item of the table. A newer version throws [IllegalStateException]: code that does not
    /// understand the head must never write.
    public static Segment fromItem(Map<String, AttributeValue> item) {
        int version = Integer.parseInt(required(item, "v").n());
        if (version > FORMAT_VERSION)
            throw new IllegalStateException("segment of version " + version + ": deploy newer code");
        long number = TableKeys.segmentNumber(required(item, TableKeys.SORT_KEY).s());
        var packedState = required(item, "state").b();
        return new Segment(
                version,
                new OrganisationId(
                        required(item, TableKeys.PARTITION_KEY).s().substring(TableKeys.ACCOUNT_PREFIX.length())),
                number,
                Kind.valueOf(required(item, "kind").s().toUpperCase(Locale.ROOT)),
                required(item, "prev").b(),
                AccountStateCodec.unpack(packedState.asByteArrayUnsafe(), number + 1),
                packedState,
                required(item, "ids").b(),
                item.containsKey("entries") ? required(item, "entries").b() : NO_BYTES,
                item.containsKey("events") ? required(item, "events").b() : NO_BYTES);
    }

    /// Returns the item as stored. `at`, `balance` and `used` are for people who look at the table; code reads
    /// the state.
    Map<String, AttributeValue> toItem() {
        var item = new TreeMap<String, AttributeValue>();
        item.put(TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(organisation)));
        item.put(TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(number)));
        item.put("v", AttributeValue.fromN(Integer.toString(version)));
        item.put("kind", AttributeValue.fromS(kind.name().toLowerCase(Locale.ROOT)));
        item.put(
                "at",
                AttributeValue.fromN(Long.toString(account().accountingTime().toEpochMilli())));
        item.put("balance", AttributeValue.fromN(account().balance().toString()));
        item.put("used", AttributeValue.fromN(account().used().toString()));
        item.put("prev", AttributeValue.fromB(previousHash));
        item.put("state", AttributeValue.fromB(packedState));
        item.put("ids", AttributeValue.fromB(packedIds));
        if (!packedEntries.equals(NO_BYTES)) item.put("entries", AttributeValue.fromB(packedEntries));
        if (!packedEvents.equals(NO_BYTES)) item.put("events", AttributeValue.fromB(packedEvents));
        return item;
    }

    /// Returns the SHA-256 of the segment's content in canonical form, which the next segment carries as `prev`.
    public SdkBytes hash() {
        var digest = sha256();
        var text = (organisation.value() + '|' + kind).getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                .putInt(version)
                .putInt(text.length)
                .putLong(number)
                .flip());
        digest.update(text);
        for (var part : List.of(previousHash, packedState, packedIds, packedEntries, packedEvents)) {
            digest.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(part.asByteArrayUnsafe().length)
                    .flip());
            digest.update(part.asByteArrayUnsafe());
        }
        return SdkBytes.fromByteArrayUnsafe(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
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

    /// Returns the hash of the previous segment; [#NO_HASH] in the first.
    public SdkBytes previousHash() {
        return previousHash;
    }

    /// Returns the ids that the segment records.
    public List<RecordedId> recordedIds() {
        return RecordedIdsCodec.unpack(packedIds.asByteArrayUnsafe()).recordedIds();
    }

    /// Returns the clock that is recorded with the ids: that of the account.
    public Instant clockOfIds() {
        return RecordedIdsCodec.unpack(packedIds.asByteArrayUnsafe()).clockTime();
    }

    /// Returns the reports that the segment books, with the outcome of each line.
    public List<BookedReport> reports() {
        if (packedEntries.equals(NO_BYTES)) return List.of();
        return EntriesCodec.unpack(packedEntries.asByteArrayUnsafe(), recordedIds(), accountingTime());
    }

    /// Returns the events to publish.
    public List<DomainEvent> events() {
        return EventsCodec.unpack(packedEvents.asByteArrayUnsafe());
    }

    /// Returns the size of what is packed, which is nearly all of its item.
    public int packedBytes() {
        return List.of(packedState, packedIds, packedEntries, packedEvents).stream()
                .mapToInt(part -> part.asByteArrayUnsafe().length)
                .sum();
    }

    /// Returns the change that made the segment.
    public AccountChange toChange() {
        return new AccountChange(kind, account(), recordedIds(), reports(), events());
    }
}
