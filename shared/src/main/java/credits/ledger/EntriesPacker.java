package credits.ledger;

import static credits.ledger.EntriesCodec.AUTHORIZATIONS;
import static credits.ledger.EntriesCodec.MEMBERS;
import static credits.ledger.EntriesCodec.MILLIS_A_SECOND;
import static credits.ledger.EntriesCodec.OWN_ID;
import static credits.ledger.EntriesCodec.REFERENCES;
import static credits.ledger.EntriesCodec.REFUSED;
import static credits.ledger.EntriesCodec.RELEASED;
import static credits.ledger.EntriesCodec.UNCOVERED;
import static credits.ledger.EntriesCodec.WHOLE_SECONDS;
import static java.util.Objects.requireNonNull;

import credits.account.Placed;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.pricing.Category;
import credits.pricing.Rate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
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
final class EntriesPacker {
    private final Packer out = new Packer();
    private final List<BookedReport> reports;
    private final Iterator<Placed> placed;
    private final Instant at;
    private final List<Tariff> tariffs = new ArrayList<>();
    private final Map<TariffKey, Tariff> tariffOf = new HashMap<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Map<String, Integer> sources = new LinkedHashMap<>();
    private final Map<MemberId, Integer> members = new LinkedHashMap<>();
    private final Map<AuthorizationId, Integer> holds = new LinkedHashMap<>();
    private @Nullable UniqueId next;

    EntriesPacker(List<BookedReport> reports, List<Placed> ids, Instant at) {
        this.reports = reports;
        this.placed = ids.iterator();
        this.at = at;
        this.next = nextPlaced();
    }

    private @Nullable UniqueId nextPlaced() {
        return placed.hasNext() ? placed.next().id() : null;
    }

    /// An operation at one rate, with the greatest power of ten that divides all its quantities here.
    private static final class Tariff {
        private final int number;
        private final PricedLine first;
        private int exponent = 18;
        private long scale = 1_000_000_000_000_000_000L;

        private Tariff(int number, PricedLine first) {
            this.number = number;
            this.first = first;
        }

        private void fit(long micros) {
            while (micros % scale != 0) {
                scale /= 10;
                exponent--;
            }
        }
    }

    private record TariffKey(Operation operation, Category category, Rate rate) {}

    byte[] pack() {
        for (var report : reports) gather(report);
        writeDictionaries();
        for (var report : reports) write(report);
        return out.bytes();
    }

    private void gather(BookedReport report) {
        var _ = sources.putIfAbsent(report.source(), sources.size());
        for (var line : report.lines()) {
            tariff(line.priced()).fit(line.priced().line().quantity().micros());
            var member = line.priced().line().member();
            if (member.isPresent()) {
                var _ = members.putIfAbsent(member.get(), members.size() + 1);
            }
            var hold = line.priced().line().authorization();
            if (hold.isPresent()) {
                var _ = holds.putIfAbsent(hold.get(), holds.size() + 1);
            }
        }
    }

    private Tariff tariff(PricedLine line) {
        var key = new TariffKey(line.line().operation(), line.category(), line.rate());
        return tariffOf.computeIfAbsent(key, _ -> {
            var added = new Tariff(tariffs.size(), line);
            tariffs.add(added);
            var _ = names.putIfAbsent(line.category().name(), names.size());
            var _ = names.putIfAbsent(line.rate().unit().name(), names.size());
            return added;
        });
    }

    private void writeDictionaries() {
        out.number(names.size());
        names.keySet().forEach(out::text);
        out.number(tariffs.size());
        for (var tariff : tariffs) {
            out.text(tariff.first.line().operation().value());
            out.number(requireNonNull(names.get(tariff.first.category().name())));
            out.eur(tariff.first.rate().unitPrice());
            out.number(tariff.first.rate().unit().quantity());
            out.number(requireNonNull(names.get(tariff.first.rate().unit().name())));
            out.number(tariff.exponent);
        }
        out.number(sources.size());
        sources.keySet().forEach(out::text);
        out.number(members.size());
        for (var member : members.keySet()) out.text(member.value());
        out.number(holds.size());
        for (var hold : holds.keySet()) out.text(hold.value());
    }

    private void write(BookedReport report) {
        int flags = flags(report.lines());
        boolean isPlaced = report.id().equals(next);
        if (!isPlaced) flags |= OWN_ID;
        out.number(requireNonNull(sources.get(report.source())));
        out.number(flags);
        if (isPlaced) next = nextPlaced();
        else id(report.id());
        out.number(report.lines().size());
        if ((flags & UNCOVERED) != 0) out.blob(uncovered(report.lines()));
        long unit = (flags & WHOLE_SECONDS) != 0 ? MILLIS_A_SECOND : 1;
        long time = at.toEpochMilli() / unit;
        for (var booked : report.lines()) {
            var line = booked.priced().line();
            long lineTime = line.at().toEpochMilli() / unit;
            var tariff = tariff(booked.priced());
            out.number(tariff.number);
            out.number(line.quantity().micros() / tariff.scale);
            out.signed(time - lineTime);
            time = lineTime;
            if ((flags & MEMBERS) != 0)
                out.number(line.member().map(members::get).orElse(0));
            if ((flags & REFERENCES) != 0)
                out.text(line.reference().map(reference -> reference.value()).orElse(""));
            if ((flags & AUTHORIZATIONS) != 0)
                out.number(line.authorization().map(holds::get).orElse(0));
        }
    }

    private void id(UniqueId id) {
        out.fixed(id.high());
        out.fixed(id.low());
    }

    private static int flags(List<BookedLine> lines) {
        int flags = WHOLE_SECONDS;
        for (var booked : lines) {
            var line = booked.priced().line();
            flags |= flag(booked.status());
            if (line.member().isPresent()) flags |= MEMBERS;
            if (line.reference().isPresent()) flags |= REFERENCES;
            if (line.authorization().isPresent()) flags |= AUTHORIZATIONS;
            if (line.at().toEpochMilli() % MILLIS_A_SECOND != 0) flags &= ~WHOLE_SECONDS;
        }
        return flags;
    }

    // Only uncovered lines share a report with debited ones; refused and released lines have a report of their own.
    private static int flag(Status status) {
        return switch (status) {
            case DEBITED -> 0;
            case UNCOVERED -> UNCOVERED;
            case REFUSED -> REFUSED;
            case RELEASED -> RELEASED;
        };
    }

    private static byte[] uncovered(List<BookedLine> lines) {
        var bits = new byte[(lines.size() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).debited()) bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
        }
        return bits;
    }
}
