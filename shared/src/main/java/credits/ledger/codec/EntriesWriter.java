package credits.ledger.codec;

import static credits.ledger.codec.EntriesCodec.HAS_AUTHORIZATIONS;
import static credits.ledger.codec.EntriesCodec.HAS_MEMBERS;
import static credits.ledger.codec.EntriesCodec.HAS_OWN_ID;
import static credits.ledger.codec.EntriesCodec.HAS_REFERENCES;
import static credits.ledger.codec.EntriesCodec.HAS_UNCOVERED;
import static credits.ledger.codec.EntriesCodec.IS_REFUSED;
import static credits.ledger.codec.EntriesCodec.IS_RELEASED;
import static credits.ledger.codec.EntriesCodec.IS_WHOLE_SECONDS;
import static credits.ledger.codec.EntriesCodec.MILLIS_PER_SECOND;
import static java.util.Objects.requireNonNull;

import credits.account.command.RecordedId;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.pricing.OperationCategory;
import credits.pricing.UnitRate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The writing half of [EntriesCodec]: it collects the dictionaries first, and then writes the lines with references
/// to them.
final class EntriesWriter {
    private final BinaryWriter out = new BinaryWriter();
    private final List<BookedReport> reports;
    private final Iterator<RecordedId> recordedIds;
    private final Instant accountingTime;
    private final List<Tariff> tariffs = new ArrayList<>();
    private final Map<TariffKey, Tariff> tariffsByKey = new HashMap<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Map<String, Integer> sources = new LinkedHashMap<>();
    private final Map<MemberId, Integer> members = new LinkedHashMap<>();
    private final Map<AuthorizationId, Integer> holds = new LinkedHashMap<>();
    private @Nullable UniqueId nextRecordedId;

    EntriesWriter(List<BookedReport> reports, List<RecordedId> ids, Instant at) {
        this.reports = reports;
        this.recordedIds = ids.iterator();
        this.accountingTime = at;
        this.nextRecordedId = takeNextId();
    }

    private @Nullable UniqueId takeNextId() {
        return recordedIds.hasNext() ? recordedIds.next().id() : null;
    }

    /// An operation at one rate, with the greatest power of ten that divides all its quantities here.
    private static final class Tariff {
        private final int index;
        private final PricedLine first;
        private int exponent = 18;
        private long scale = 1_000_000_000_000_000_000L;

        private Tariff(int number, PricedLine first) {
            this.index = number;
            this.first = first;
        }

        private void reduceScaleFor(long micros) {
            while (micros % scale != 0) {
                scale /= 10;
                exponent--;
            }
        }
    }

    private record TariffKey(Operation operation, OperationCategory category, UnitRate rate) {}

    byte[] pack() {
        for (var report : reports) collect(report);
        writeDictionaries();
        for (var report : reports) writeReport(report);
        return out.toByteArray();
    }

    private void collect(BookedReport report) {
        var _ = sources.putIfAbsent(report.source(), sources.size());
        for (var line : report.lines()) {
            tariffFor(line.pricedLine())
                    .reduceScaleFor(line.pricedLine().line().quantity().micros());
            var member = line.pricedLine().line().member();
            if (member.isPresent()) {
                var _ = members.putIfAbsent(member.get(), members.size() + 1);
            }
            var hold = line.pricedLine().line().authorization();
            if (hold.isPresent()) {
                var _ = holds.putIfAbsent(hold.get(), holds.size() + 1);
            }
        }
    }

    private Tariff tariffFor(PricedLine line) {
        var key = new TariffKey(line.line().operation(), line.category(), line.rate());
        return tariffsByKey.computeIfAbsent(key, _ -> {
            var added = new Tariff(tariffs.size(), line);
            tariffs.add(added);
            var _ = names.putIfAbsent(line.category().name(), names.size());
            var _ = names.putIfAbsent(line.rate().unit().name(), names.size());
            return added;
        });
    }

    private void writeDictionaries() {
        out.writeVarint(names.size());
        names.keySet().forEach(out::writeString);
        out.writeVarint(tariffs.size());
        for (var tariff : tariffs) {
            out.writeString(tariff.first.line().operation().value());
            out.writeVarint(requireNonNull(names.get(tariff.first.category().name())));
            out.writeEur(tariff.first.rate().unitPrice());
            out.writeVarint(tariff.first.rate().unit().quantity());
            out.writeVarint(requireNonNull(names.get(tariff.first.rate().unit().name())));
            out.writeVarint(tariff.exponent);
        }
        out.writeVarint(sources.size());
        sources.keySet().forEach(out::writeString);
        out.writeVarint(members.size());
        for (var member : members.keySet()) out.writeString(member.value());
        out.writeVarint(holds.size());
        for (var hold : holds.keySet()) out.writeString(hold.value());
    }

    private void writeReport(BookedReport report) {
        int flags = flagsOf(report.lines());
        boolean isNextRecordedId = report.id().equals(nextRecordedId);
        if (!isNextRecordedId) flags |= HAS_OWN_ID;
        out.writeVarint(requireNonNull(sources.get(report.source())));
        out.writeVarint(flags);
        if (isNextRecordedId) nextRecordedId = takeNextId();
        else writeId(report.id());
        out.writeVarint(report.lines().size());
        if ((flags & HAS_UNCOVERED) != 0) out.writeBytes(uncoveredBits(report.lines()));
        long unit = (flags & IS_WHOLE_SECONDS) != 0 ? MILLIS_PER_SECOND : 1;
        long time = accountingTime.toEpochMilli() / unit;
        for (var booked : report.lines()) {
            var line = booked.pricedLine().line();
            long lineTime = line.usedAt().toEpochMilli() / unit;
            var tariff = tariffFor(booked.pricedLine());
            out.writeVarint(tariff.index);
            out.writeVarint(line.quantity().micros() / tariff.scale);
            out.writeSignedVarint(time - lineTime);
            time = lineTime;
            if ((flags & HAS_MEMBERS) != 0)
                out.writeVarint(line.member().map(members::get).orElse(0));
            if ((flags & HAS_REFERENCES) != 0)
                out.writeString(
                        line.reference().map(reference -> reference.value()).orElse(""));
            if ((flags & HAS_AUTHORIZATIONS) != 0)
                out.writeVarint(line.authorization().map(holds::get).orElse(0));
        }
    }

    private void writeId(UniqueId id) {
        out.writeFixed64(id.high());
        out.writeFixed64(id.low());
    }

    private static int flagsOf(List<BookedLine> lines) {
        int flags = IS_WHOLE_SECONDS;
        for (var booked : lines) {
            var line = booked.pricedLine().line();
            flags |= flagOf(booked.status());
            if (line.member().isPresent()) flags |= HAS_MEMBERS;
            if (line.reference().isPresent()) flags |= HAS_REFERENCES;
            if (line.authorization().isPresent()) flags |= HAS_AUTHORIZATIONS;
            if (line.usedAt().toEpochMilli() % MILLIS_PER_SECOND != 0) flags &= ~IS_WHOLE_SECONDS;
        }
        return flags;
    }

    // Only uncovered lines share a report with debited ones; refused and released lines have a report of their own.
    private static int flagOf(LineStatus status) {
        return switch (status) {
            case DEBITED -> 0;
            case UNCOVERED -> HAS_UNCOVERED;
            case REFUSED -> IS_REFUSED;
            case RELEASED -> IS_RELEASED;
        };
    }

    private static byte[] uncoveredBits(List<BookedLine> lines) {
        var bits = new byte[(lines.size() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isDebited()) bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
        }
        return bits;
    }
}
