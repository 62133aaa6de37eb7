package credits.ledger;

import static software.amazon.awssdk.core.SdkBytes.fromByteArrayUnsafe;

import credits.account.command.AccountChange;
import credits.ledger.codec.EntriesCodec;
import credits.ledger.codec.EventsCodec;
import credits.ledger.codec.RecordedIdsCodec;
import software.amazon.awssdk.core.SdkBytes;

/// What a segment adds to the chain, packed.
///
/// @param entries empty without any
/// @param events empty without any
record PackedChange(SdkBytes ids, SdkBytes entries, SdkBytes events) {
    static PackedChange of(AccountChange change) {
        var ids = RecordedIdsCodec.pack(change.account().clockTime(), change.recordedIds());
        var time = change.account().accountingTime();
        var entries = change.reports().isEmpty()
                ? new byte[0]
                : EntriesCodec.pack(change.reports(), change.recordedIds(), time);
        var events = change.events().isEmpty() ? new byte[0] : EventsCodec.pack(change.events());
        return new PackedChange(fromByteArrayUnsafe(ids), fromByteArrayUnsafe(entries), fromByteArrayUnsafe(events));
    }

    int bytes() {
        return ids.asByteArrayUnsafe().length + entries.asByteArrayUnsafe().length + events.asByteArrayUnsafe().length;
    }
}
