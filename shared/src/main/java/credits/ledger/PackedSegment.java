package credits.ledger;

import static credits.aws.ItemAttributes.required;
import static java.nio.charset.StandardCharsets.UTF_8;
import static software.amazon.awssdk.core.SdkBytes.fromByteArrayUnsafe;

import credits.account.command.AccountChange;
import credits.account.command.AccountChange.Kind;
import credits.identity.OrganisationId;
import credits.ledger.codec.EntriesCodec;
import credits.ledger.codec.EventsCodec;
import credits.ledger.codec.RecordedIdsCodec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a segment stores besides its place in the chain.
record PackedSegment(Kind kind, SdkBytes state, PackedChange change) {
    static PackedSegment fromItem(Map<String, AttributeValue> item) {
        var kind = Kind.valueOf(required(item, "kind").s().toUpperCase(Locale.ROOT));
        return new PackedSegment(kind, required(item, "state").b(), PackedChange.fromItem(item));
    }

    /// Returns the SHA-256 of the segment with these contents in canonical form, whatever item stores it.
    SdkBytes hash(int version, OrganisationId organisation, long number, SdkBytes previousHash) {
        var digest = sha256();
        var name = (organisation.value() + '|' + kind).getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                .putInt(version)
                .putInt(name.length)
                .putLong(number)
                .flip());
        digest.update(name);
        for (var part : List.of(previousHash, state, change.ids(), change.entries(), change.events())) {
            var bytes = part.asByteArrayUnsafe();
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return fromByteArrayUnsafe(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// What a segment adds to the chain, packed.
    ///
    /// @param entries empty without any
    /// @param events empty without any
    record PackedChange(SdkBytes ids, SdkBytes entries, SdkBytes events) {
        static final SdkBytes NO_BYTES = fromByteArrayUnsafe(new byte[0]);

        static PackedChange of(AccountChange change) {
            var ids = RecordedIdsCodec.pack(change.account().clockTime(), change.recordedIds());
            var time = change.account().accountingTime();
            var entries = change.reports().isEmpty()
                    ? new byte[0]
                    : EntriesCodec.pack(change.reports(), change.recordedIds(), time);
            var events = change.events().isEmpty() ? new byte[0] : EventsCodec.pack(change.events());
            return new PackedChange(
                    fromByteArrayUnsafe(ids), fromByteArrayUnsafe(entries), fromByteArrayUnsafe(events));
        }

        static PackedChange fromItem(Map<String, AttributeValue> item) {
            return new PackedChange(
                    required(item, "ids").b(),
                    item.containsKey("entries") ? required(item, "entries").b() : NO_BYTES,
                    item.containsKey("events") ? required(item, "events").b() : NO_BYTES);
        }

        void addTo(Map<String, AttributeValue> item) {
            item.put("ids", AttributeValue.fromB(ids));
            if (!entries.equals(NO_BYTES)) item.put("entries", AttributeValue.fromB(entries));
            if (!events.equals(NO_BYTES)) item.put("events", AttributeValue.fromB(events));
        }

        int bytes() {
            return ids.asByteArrayUnsafe().length
                    + entries.asByteArrayUnsafe().length
                    + events.asByteArrayUnsafe().length;
        }
    }
}
