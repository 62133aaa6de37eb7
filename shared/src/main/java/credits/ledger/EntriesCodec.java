package credits.ledger;

import credits.account.Placed;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.Reference;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Rate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.Status;
import credits.usage.BookedReport;
import credits.usage.Line;
import credits.usage.PricedLine;
import credits.usage.UsageReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packs the reports of a segment, at a few bytes a line. Version 1.
///
/// What lines have in common is stored once, in dictionaries at the front: names of categories and units, tariffs
/// (operation, category, rate, and the power of ten that all quantities share), sources, members, and the holds that
/// lines name. Costs are not stored, since they follow from quantity and rate, and neither is the id of a report that
/// its segment records.
final class EntriesCodec {
    static final int UNCOVERED = 1;
    static final int MEMBERS = 2;
    static final int REFERENCES = 4;
    static final int AUTHORIZATIONS = 8;
    static final int WHOLE_SECONDS = 16;
    static final int OWN_ID = 32;
    static final int REFUSED = 64;
    static final int RELEASED = 128;
    static final long MILLIS_A_SECOND = 1_000;

    private static final int ALL_FLAGS = 255;
    private static final int MOST = 1_000_000;

    private EntriesCodec() {}

    /// @param ids the ids that the segment records, in the order of the reports they identify
    static byte[] pack(List<BookedReport> reports, List<Placed> ids, Instant at) {
        return new EntriesPacker(reports, ids, at).pack();
    }

    private record Tariff(Operation operation, Category category, Rate rate, long scale) {}

    private record Dictionaries(
            List<Tariff> tariffs, List<String> sources, List<MemberId> members, List<AuthorizationId> holds) {}

    static List<BookedReport> unpack(byte[] bytes, List<Placed> ids, Instant at) {
        var in = new Unpacker(bytes);
        var names = texts(in);
        var dictionaries = new Dictionaries(tariffs(in, names), texts(in), members(in), holds(in));
        var reports = new ArrayList<BookedReport>();
        var placed = ids.iterator();
        while (!in.isAtEnd()) {
            var source = dictionaries.sources().get(in.count(MOST));
            int flags = in.count(ALL_FLAGS);
            var id = (flags & OWN_ID) != 0
                    ? new UniqueId(in.fixed(), in.fixed())
                    : placed.next().id();
            reports.add(new BookedReport(id, source, lines(in, flags, dictionaries, at)));
        }
        return reports;
    }

    private static List<Tariff> tariffs(Unpacker in, List<String> names) {
        var tariffs = new ArrayList<Tariff>();
        for (int left = in.count(MOST); left > 0; left--) {
            var operation = new Operation(in.text());
            var category = new Category(names.get(in.count(MOST)));
            var unitPrice = in.eur();
            var unit = new BillingUnit(in.number(), names.get(in.count(MOST)));
            tariffs.add(new Tariff(operation, category, new Rate(unitPrice, unit), power(in.count(Long.SIZE))));
        }
        return tariffs;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) power = Math.multiplyExact(power, 10);
        return power;
    }

    private static List<String> texts(Unpacker in) {
        var texts = new ArrayList<String>();
        for (int left = in.count(MOST); left > 0; left--) texts.add(in.text());
        return texts;
    }

    private static List<MemberId> members(Unpacker in) {
        return texts(in).stream().map(MemberId::new).toList();
    }

    private static List<AuthorizationId> holds(Unpacker in) {
        return texts(in).stream().map(AuthorizationId::new).toList();
    }

    private static List<BookedLine> lines(Unpacker in, int flags, Dictionaries dictionaries, Instant at) {
        int count = in.count(UsageReport.MOST_LINES);
        var uncovered = (flags & UNCOVERED) != 0 ? in.blob() : new byte[0];
        long unit = (flags & WHOLE_SECONDS) != 0 ? MILLIS_A_SECOND : 1;
        long time = at.toEpochMilli() / unit;
        var lines = new ArrayList<BookedLine>(count);
        for (int i = 0; i < count; i++) {
            var tariff = dictionaries.tariffs().get(in.count(MOST));
            var quantity = new Quantity(Math.multiplyExact(in.number(), tariff.scale()));
            time -= in.signed();
            var line = new Line(
                    tariff.operation(),
                    quantity,
                    Instant.ofEpochMilli(time * unit),
                    (flags & MEMBERS) != 0 ? named(in.count(MOST), dictionaries.members()) : Optional.empty(),
                    (flags & REFERENCES) != 0 ? present(in.text()).map(Reference::new) : Optional.empty(),
                    (flags & AUTHORIZATIONS) != 0 ? named(in.count(MOST), dictionaries.holds()) : Optional.empty());
            var priced = new PricedLine(
                    line, tariff.category(), tariff.rate(), tariff.rate().cost(quantity));
            lines.add(new BookedLine(priced, status(flags, isSet(uncovered, i))));
        }
        return lines;
    }

    private static <T> Optional<T> named(int number, List<T> dictionary) {
        return number == 0 ? Optional.empty() : Optional.of(dictionary.get(number - 1));
    }

    private static Status status(int flags, boolean uncovered) {
        if ((flags & REFUSED) != 0) return Status.REFUSED;
        if ((flags & RELEASED) != 0) return Status.RELEASED;
        return uncovered ? Status.UNCOVERED : Status.DEBITED;
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static boolean isSet(byte[] bits, int i) {
        return bits.length > 0 && (bits[i / Byte.SIZE] >> (i % Byte.SIZE) & 1) == 1;
    }
}
