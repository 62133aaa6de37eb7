package credits.ledger;

import static credits.aws.ItemAttributes.required;
import static credits.aws.ItemAttributes.time;

import credits.identity.UniqueId;
import credits.ledger.SegmentStore.StoredIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A page of the [IdIndex]: what one block of segments says about ids.
///
/// @param oldestClockTime the clock recorded in the block's first segment
/// @param hashBefore the hash of the segment before the block
/// @param lastHash the hash of the block's last segment
/// @param packedHashes the hashes of all ids, sorted
record IndexPage(Instant oldestClockTime, SdkBytes hashBefore, SdkBytes lastHash, ByteBuffer packedHashes) {
    /// Returns the page of a block.
    ///
    /// @param block the ids of all its segments, oldest first
    static IndexPage of(List<StoredIds> block, SdkBytes lastHash) {
        var hashes = block.stream()
                .flatMap(stored -> stored.ids().recordedIds().stream())
                .mapToLong(recordedId -> hashOf(recordedId.id()))
                .sorted()
                .distinct()
                .toArray();
        var packed = ByteBuffer.allocate(hashes.length * Long.BYTES);
        packed.asLongBuffer().put(hashes);
        var first = block.getFirst();
        return new IndexPage(first.ids().clockTime(), first.previousHash(), lastHash, packed);
    }

    /// Returns the page that `item` holds; empty if older code wrote it, which named no hash.
    static Optional<IndexPage> fromItem(Map<String, AttributeValue> item) {
        if (!item.containsKey("last")) return Optional.empty();
        return Optional.of(new IndexPage(
                time(item, "since"),
                required(item, "prev").b(),
                required(item, "last").b(),
                required(item, "hashes").b().asByteBuffer()));
    }

    /// Returns the attributes besides the key.
    Map<String, AttributeValue> toAttributes() {
        return Map.of(
                "since", time(oldestClockTime),
                "prev", AttributeValue.fromB(hashBefore),
                "last", AttributeValue.fromB(lastHash),
                "hashes", AttributeValue.fromB(SdkBytes.fromByteBuffer(packedHashes.duplicate())));
    }

    /// Whether a segment of the block may have recorded `id`. If not, none has.
    boolean mayContain(UniqueId id) {
        var hashes = packedHashes.asLongBuffer();
        long wanted = hashOf(id);
        int low = 0;
        for (int high = hashes.limit() - 1; low <= high; ) {
            int middle = (low + high) >>> 1;
            long found = hashes.get(middle);
            if (found == wanted) return true;
            if (found < wanted) low = middle + 1;
            else high = middle - 1;
        }
        return false;
    }

    private static long hashOf(UniqueId id) {
        return (id.high() * 0x9E37_79B9_7F4A_7C15L) ^ id.low();
    }
}
