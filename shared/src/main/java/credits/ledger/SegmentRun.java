package credits.ledger;

import static credits.aws.ItemAttributes.required;
import static java.nio.charset.StandardCharsets.UTF_8;
import static software.amazon.awssdk.core.SdkBytes.fromByteArrayUnsafe;

import credits.account.command.AccountChange.Kind;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.PackedSegment.PackedChange;
import credits.ledger.SegmentStore.StoredIds;
import credits.ledger.codec.RecordedIdsCodec;
import credits.ledger.codec.SegmentRunCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The item of one or more consecutive segments that were appended together, in order. One segment has the item of
/// version 1; a run of several, of version 2, has the key of the first, since that is the place that it takes in the
/// chain, the contents of the last, which a reader of the head needs, and those of the others in `earlier`.
///
/// Only the item is shared: each segment has its number, its state and its hash, as if it had been stored alone.
public final class SegmentRun {
    static final int FORMAT_VERSION = 2;
    private static final int PARTS = 5;
    private static final String EARLIER = "earlier";

    private SegmentRun() {}

    /// Returns the segments of an item, oldest first. A newer version throws [IllegalStateException].
    public static List<Segment> fromItem(Map<String, AttributeValue> item) {
        if (!isRun(item)) return List.of(Segment.fromItem(item));
        var name = required(item, TableKeys.PARTITION_KEY).s().substring(TableKeys.ACCOUNT_PREFIX.length());
        var contents = new ArrayList<>(earlier(item));
        contents.add(PackedSegment.fromItem(item));
        long number = firstNumber(item);
        var hash = required(item, "prev").b();
        var segments = new ArrayList<Segment>();
        for (var each : contents) {
            var segment = Segment.unpack(Segment.FORMAT_VERSION, new OrganisationId(name), number++, hash, each);
            segments.add(segment);
            hash = segment.hash();
        }
        return segments;
    }

    /// Returns the ids of the segments of an item, oldest first. It may be without its entries and events.
    static List<StoredIds> storedIds(OrganisationId organisation, Map<String, AttributeValue> item) {
        var all = new ArrayList<StoredIds>();
        long number = firstNumber(item);
        var hash = required(item, "prev").b();
        for (var each : isRun(item) ? earlier(item) : List.<PackedSegment>of()) {
            all.add(storedIds(number, hash, each.change().ids()));
            hash = each.hash(Segment.FORMAT_VERSION, organisation, number++, hash);
        }
        all.add(storedIds(number, hash, required(item, "ids").b()));
        return all;
    }

    private static StoredIds storedIds(long number, SdkBytes previousHash, SdkBytes ids) {
        return new StoredIds(number, previousHash, RecordedIdsCodec.unpack(ids.asByteArrayUnsafe()));
    }

    /// Returns the last segment of an item, without reading the states of the others.
    ///
    /// @param ids those of all its segments
    static Segment last(OrganisationId organisation, Map<String, AttributeValue> item, List<StoredIds> ids) {
        if (!isRun(item)) return Segment.fromItem(item);
        var last = ids.getLast();
        var contents = PackedSegment.fromItem(item);
        return Segment.unpack(
                Segment.FORMAT_VERSION, organisation, last.segmentNumber(), last.previousHash(), contents);
    }

    private static boolean isRun(Map<String, AttributeValue> item) {
        return ItemAttributes.number(item, "v") == FORMAT_VERSION;
    }

    /// Returns the number of the first segment of an item.
    static long firstNumber(Map<String, AttributeValue> item) {
        return TableKeys.segmentNumber(required(item, TableKeys.SORT_KEY).s());
    }

    private static List<PackedSegment> earlier(Map<String, AttributeValue> item) {
        var similar = required(item, "state").b().asByteArrayUnsafe();
        var parts = SegmentRunCodec.unpack(required(item, EARLIER).b().asByteArrayUnsafe(), similar);
        if (parts.isEmpty() || parts.size() % PARTS != 0) throw new IllegalStateException("a run without segments");
        var segments = new ArrayList<PackedSegment>();
        for (int i = 0; i < parts.size(); i += PARTS) {
            var change = new PackedChange(bytes(parts, i + 2), bytes(parts, i + 3), bytes(parts, i + 4));
            segments.add(new PackedSegment(Kind.valueOf(new String(parts.get(i), UTF_8)), bytes(parts, i + 1), change));
        }
        return segments;
    }

    private static SdkBytes bytes(List<byte[]> parts, int index) {
        return fromByteArrayUnsafe(parts.get(index));
    }

    /// Returns the item of consecutive segments.
    static Map<String, AttributeValue> toItem(List<Segment> segments) {
        var item = new TreeMap<>(segments.getLast().toItem());
        if (segments.size() == 1) return item;
        var first = segments.getFirst();
        item.put(TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.segmentSort(first.number())));
        item.put("v", ItemAttributes.number(FORMAT_VERSION));
        item.put("prev", AttributeValue.fromB(first.previousHash()));
        item.put(EARLIER, AttributeValue.fromB(fromByteArrayUnsafe(packEarlier(segments))));
        // The stream's filter selects items with this attribute.
        if (segments.stream().anyMatch(each -> !each.events().isEmpty())) {
            var _ = item.putIfAbsent("events", AttributeValue.fromB(PackedChange.NO_BYTES));
        }
        return item;
    }

    private static byte[] packEarlier(List<Segment> segments) {
        var parts = new ArrayList<byte[]>();
        for (var segment : segments.subList(0, segments.size() - 1)) {
            var contents = segment.contents();
            parts.add(contents.kind().name().getBytes(UTF_8));
            parts.add(contents.state().asByteArrayUnsafe());
            parts.add(contents.change().ids().asByteArrayUnsafe());
            parts.add(contents.change().entries().asByteArrayUnsafe());
            parts.add(contents.change().events().asByteArrayUnsafe());
        }
        return SegmentRunCodec.pack(parts, segments.getLast().contents().state().asByteArrayUnsafe());
    }

    /// Whether `item` is exactly what is written for `segments`, which were read from it, including the attributes that
    /// are only for people.
    public static boolean matchesItem(List<Segment> segments, Map<String, AttributeValue> item) {
        var written = toItem(segments);
        return written.keySet().equals(item.keySet())
                && written.keySet().stream()
                        // The segments are from there, and may have been compressed in other ways.
                        .filter(name -> !name.equals(EARLIER))
                        .allMatch(name -> isSameValue(required(written, name), required(item, name)));
    }

    // DynamoDB keeps a number's value, not its spelling.
    private static boolean isSameValue(AttributeValue one, AttributeValue other) {
        if (one.n() == null || other.n() == null) return one.equals(other);
        return new BigDecimal(one.n()).compareTo(new BigDecimal(other.n())) == 0;
    }
}
