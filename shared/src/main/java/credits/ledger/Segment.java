package credits.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import credits.account.Account;
import credits.account.Change;
import credits.account.Change.Kind;
import credits.account.Event;
import credits.account.Placed;
import credits.identity.OrganisationId;
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
    static final int VERSION = 1;

    /// The `prev` of a chain's first segment.
    public static final SdkBytes NO_HASH = SdkBytes.fromByteArray(new byte[32]);

    private static final SdkBytes NOTHING = SdkBytes.fromByteArray(new byte[0]);

    private final int version;
    private final OrganisationId organisation;
    private final long number;
    private final Kind kind;
    private final SdkBytes prev;
    private final SdkBytes packedState;
    private final SdkBytes packedIds;
    private final SdkBytes packedEntries;
    private final SdkBytes packedEvents;
    private final StateCodec.State state;

    private Segment(
            int version,
            OrganisationId organisation,
            long number,
            Kind kind,
            SdkBytes prev,
            StateCodec.State state,
            SdkBytes packedState,
            SdkBytes packedIds,
            SdkBytes packedEntries,
            SdkBytes packedEvents) {
        this.version = version;
        this.organisation = organisation;
        this.number = number;
        this.kind = kind;
        this.prev = prev;
        this.state = state;
        this.packedState = packedState;
        this.packedIds = packedIds;
        this.packedEntries = packedEntries;
        this.packedEvents = packedEvents;
    }

    /// Returns the segment that `change` makes, after the one with hash `prev`, at the end of `window`.
    static Segment of(OrganisationId organisation, Change change, SdkBytes prev, Window window) {
        var account = change.account();
        var marks = window.marks();
        return new Segment(
                VERSION,
                organisation,
                account.segments() - 1,
                change.kind(),
                prev,
                new StateCodec.State(account, marks),
                SdkBytes.fromByteArrayUnsafe(StateCodec.pack(account, marks)),
                SdkBytes.fromByteArrayUnsafe(IdsCodec.pack(account.clock(), change.ids())),
                change.reports().isEmpty()
                        ? NOTHING
                        : SdkBytes.fromByteArrayUnsafe(EntriesCodec.pack(change.reports(), change.ids(), account.at())),
                change.events().isEmpty() ? NOTHING : SdkBytes.fromByteArrayUnsafe(EventsCodec.pack(change.events())));
    }

    /// Reads a segment from an item of the table. A newer version throws [IllegalStateException]: code that does not
    /// understand the head must never write.
    public static Segment from(Map<String, AttributeValue> item) {
        int version = Integer.parseInt(attribute(item, "v").n());
        if (version > VERSION) throw new IllegalStateException("segment of version " + version + ": deploy newer code");
        long number = Table.segmentNumber(attribute(item, Table.SORT).s());
        var packedState = attribute(item, "state").b();
        return new Segment(
                version,
                new OrganisationId(attribute(item, Table.PARTITION).s().substring(Table.ACCOUNTS.length())),
                number,
                Kind.valueOf(attribute(item, "kind").s().toUpperCase(Locale.ROOT)),
                attribute(item, "prev").b(),
                StateCodec.unpack(packedState.asByteArrayUnsafe(), number + 1),
                packedState,
                attribute(item, "ids").b(),
                item.containsKey("entries") ? attribute(item, "entries").b() : NOTHING,
                item.containsKey("events") ? attribute(item, "events").b() : NOTHING);
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), name);
    }

    /// Returns the item as stored. `at`, `balance` and `used` are for people who look at the table; code reads
    /// the state.
    Map<String, AttributeValue> item() {
        var item = new TreeMap<String, AttributeValue>();
        item.put(Table.PARTITION, AttributeValue.fromS(Table.account(organisation)));
        item.put(Table.SORT, AttributeValue.fromS(Table.segment(number)));
        item.put("v", AttributeValue.fromN(Integer.toString(version)));
        item.put("kind", AttributeValue.fromS(kind.name().toLowerCase(Locale.ROOT)));
        item.put("at", AttributeValue.fromN(Long.toString(account().at().toEpochMilli())));
        item.put("balance", AttributeValue.fromN(account().balance().toString()));
        item.put("used", AttributeValue.fromN(account().used().toString()));
        item.put("prev", AttributeValue.fromB(prev));
        item.put("state", AttributeValue.fromB(packedState));
        item.put("ids", AttributeValue.fromB(packedIds));
        if (!packedEntries.equals(NOTHING)) item.put("entries", AttributeValue.fromB(packedEntries));
        if (!packedEvents.equals(NOTHING)) item.put("events", AttributeValue.fromB(packedEvents));
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
        for (var part : List.of(prev, packedState, packedIds, packedEntries, packedEvents)) {
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
    public Instant at() {
        return account().at();
    }

    /// Returns the account after the segment.
    public Account account() {
        return state.account();
    }

    Window.Marks marks() {
        return state.marks();
    }

    /// Returns the hash of the previous segment; [#NO_HASH] in the first.
    public SdkBytes prev() {
        return prev;
    }

    /// Returns the ids that the segment records.
    public List<Placed> placed() {
        return IdsCodec.unpack(packedIds.asByteArrayUnsafe()).placed();
    }

    /// Returns the reports that the segment books, with the outcome of each line.
    public List<BookedReport> reports() {
        if (packedEntries.equals(NOTHING)) return List.of();
        return EntriesCodec.unpack(packedEntries.asByteArrayUnsafe(), placed(), at());
    }

    /// Returns the events to publish.
    public List<Event> events() {
        return EventsCodec.unpack(packedEvents.asByteArrayUnsafe());
    }

    /// Returns the change that made the segment.
    public Change change() {
        return new Change(kind, account(), placed(), reports(), events());
    }
}
