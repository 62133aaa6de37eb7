package credits.ledger.verification;

import static credits.aws.ItemAttributes.number;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.command.AccountChange.Kind;
import credits.account.command.RecordedId;
import credits.ledger.Segment;
import credits.ledger.codec.AccountStateCodec;
import credits.ledger.codec.EntriesCodec;
import credits.ledger.codec.EventsCodec;
import credits.ledger.codec.IdWatermarks;
import credits.ledger.codec.RecentIds;
import credits.ledger.codec.RecordedIdsCodec;
import credits.usage.BookedReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a segment contains, for somebody who packs it again with other contents.
record SegmentContent(
        Kind kind,
        Account account,
        IdWatermarks watermarks,
        RecentIds recentIds,
        Instant clockOfIds,
        List<RecordedId> ids,
        List<BookedReport> reports,
        List<DomainEvent> events) {

    static SegmentContent of(Segment segment) {
        return new SegmentContent(
                segment.kind(),
                segment.account(),
                segment.watermarks(),
                segment.recentIds(),
                segment.clockOfIds(),
                segment.recordedIds(),
                segment.reports(),
                segment.events());
    }

    /// Returns the item with this content and this hash of the segment before it; what is for people agrees with it.
    Map<String, AttributeValue> packInto(Map<String, AttributeValue> original, SdkBytes previousHash) {
        var item = new HashMap<>(original);
        item.put("kind", AttributeValue.fromS(kind.name().toLowerCase(Locale.ROOT)));
        item.put("at", number(account.accountingTime().toEpochMilli()));
        item.put("balance", AttributeValue.fromN(account.balance().toString()));
        item.put("prev", AttributeValue.fromB(previousHash));
        item.put("state", bytes(AccountStateCodec.pack(account, watermarks, recentIds)));
        item.put("ids", bytes(RecordedIdsCodec.pack(clockOfIds, ids)));
        item.put("entries", bytes(EntriesCodec.pack(reports, ids, account.accountingTime())));
        item.put("events", bytes(EventsCodec.pack(events)));
        if (reports.isEmpty()) item.remove("entries");
        if (events.isEmpty()) item.remove("events");
        setUsed(item);
        return item;
    }

    // A day's cost is part of what is used, and what cannot be read says nothing.
    private static void setUsed(Map<String, AttributeValue> item) {
        try {
            var used = Segment.fromItem(item).account().used();
            item.put("used", AttributeValue.fromN(used.toString()));
        } catch (RuntimeException unreadable) {
            return;
        }
    }

    private static AttributeValue bytes(byte[] packed) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(packed));
    }

    SegmentContent with(Kind newKind) {
        return new SegmentContent(newKind, account, watermarks, recentIds, clockOfIds, ids, reports, events);
    }

    SegmentContent with(Account newAccount) {
        return new SegmentContent(kind, newAccount, watermarks, recentIds, clockOfIds, ids, reports, events);
    }

    SegmentContent with(IdWatermarks newWatermarks) {
        return new SegmentContent(kind, account, newWatermarks, recentIds, clockOfIds, ids, reports, events);
    }

    SegmentContent with(RecentIds newRecentIds) {
        return new SegmentContent(kind, account, watermarks, newRecentIds, clockOfIds, ids, reports, events);
    }

    SegmentContent with(Instant newClockOfIds) {
        return new SegmentContent(kind, account, watermarks, recentIds, newClockOfIds, ids, reports, events);
    }

    SegmentContent withIds(List<RecordedId> newIds) {
        return new SegmentContent(kind, account, watermarks, recentIds, clockOfIds, newIds, reports, events);
    }

    SegmentContent withReports(List<BookedReport> newReports) {
        return new SegmentContent(kind, account, watermarks, recentIds, clockOfIds, ids, newReports, events);
    }

    SegmentContent withEvents(List<DomainEvent> newEvents) {
        return new SegmentContent(kind, account, watermarks, recentIds, clockOfIds, ids, reports, newEvents);
    }
}
