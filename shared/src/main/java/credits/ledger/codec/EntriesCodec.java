package credits.ledger.codec;

import credits.account.command.RecordedId;
import credits.identity.AuthorizationId;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.money.Quantity;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.UnitRate;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import credits.usage.UsageLine;
import credits.usage.UsageReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packs the reports of a segment, at a few bytes a line. Version 1.
///
/// Values that lines share are stored once, in dictionaries at the front: names of categories and units, tariffs
/// (operation, category, rate, and the power of ten that all quantities share), sources, members, and the holds
/// that lines name. Costs are not stored, since they follow from quantity and rate, and neither is the id of a
/// report that its segment records.
public final class EntriesCodec {
    static final int HAS_UNCOVERED = 1;
    static final int HAS_MEMBERS = 2;
    static final int HAS_REFERENCES = 4;
    static final int HAS_AUTHORIZATIONS = 8;
    static final int IS_WHOLE_SECONDS = 16;
    static final int HAS_OWN_ID = 32;
    static final int IS_REFUSED = 64;
    static final int IS_RELEASED = 128;
    static final long MILLIS_PER_SECOND = 1_000;

    private static final int ALL_FLAGS = 255;
    private static final int MAX_DICTIONARY_SIZE = 1_000_000;

    private EntriesCodec() {}

    /// Packs the entries of a segment.
    ///
    /// @param recordedIds the ids that the segment records, in the order of the reports they identify
    public static byte[] pack(List<BookedReport> reports, List<RecordedId> recordedIds, Instant accountingTime) {
        return new EntriesWriter(reports, recordedIds, accountingTime).pack();
    }

    private record Tariff(Operation operation, OperationCategory category, UnitRate rate, long scale) {}

    private record Dictionaries(
            List<Tariff> tariffs, List<String> sources, List<MemberId> members, List<AuthorizationId> holds) {}

    public static List<BookedReport> unpack(byte[] bytes, List<RecordedId> recordedIds, Instant accountingTime) {
        var in = new BinaryReader(bytes);
        var names = readStrings(in);
        var dictionaries = new Dictionaries(readTariffs(in, names), readStrings(in), readMembers(in), readHolds(in));
        var reports = new ArrayList<BookedReport>();
        var nextRecordedId = recordedIds.iterator();
        while (!in.isAtEnd()) {
            var source = dictionaries.sources().get(in.readCount(MAX_DICTIONARY_SIZE));
            int flags = in.readCount(ALL_FLAGS);
            var id = (flags & HAS_OWN_ID) != 0
                    ? new UniqueId(in.readFixed64(), in.readFixed64())
                    : nextRecordedId.next().id();
            reports.add(new BookedReport(id, source, readLines(in, flags, dictionaries, accountingTime)));
        }
        return reports;
    }

    private static List<Tariff> readTariffs(BinaryReader in, List<String> names) {
        var tariffs = new ArrayList<Tariff>();
        for (int left = in.readCount(MAX_DICTIONARY_SIZE); left > 0; left--) {
            var operation = new Operation(in.readString());
            var category = new OperationCategory(names.get(in.readCount(MAX_DICTIONARY_SIZE)));
            var unitPrice = in.readEur();
            var unit = new BillingUnit(in.readVarint(), names.get(in.readCount(MAX_DICTIONARY_SIZE)));
            tariffs.add(new Tariff(
                    operation, category, new UnitRate(unitPrice, unit), powerOfTen(in.readCount(Long.SIZE))));
        }
        return tariffs;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) power = Math.multiplyExact(power, 10);
        return power;
    }

    private static List<String> readStrings(BinaryReader in) {
        var texts = new ArrayList<String>();
        for (int left = in.readCount(MAX_DICTIONARY_SIZE); left > 0; left--) texts.add(in.readString());
        return texts;
    }

    private static List<MemberId> readMembers(BinaryReader in) {
        return readStrings(in).stream().map(MemberId::new).toList();
    }

    private static List<AuthorizationId> readHolds(BinaryReader in) {
        return readStrings(in).stream().map(AuthorizationId::new).toList();
    }

    private static List<BookedLine> readLines(
            BinaryReader in, int flags, Dictionaries dictionaries, Instant accountingTime) {
        int count = in.readCount(UsageReport.MAX_LINES);
        var uncovered = (flags & HAS_UNCOVERED) != 0 ? in.readBytes() : new byte[0];
        long unit = (flags & IS_WHOLE_SECONDS) != 0 ? MILLIS_PER_SECOND : 1;
        long time = accountingTime.toEpochMilli() / unit;
        var lines = new ArrayList<BookedLine>(count);
        for (int i = 0; i < count; i++) {
            var tariff = dictionaries.tariffs().get(in.readCount(MAX_DICTIONARY_SIZE));
            var quantity = new Quantity(Math.multiplyExact(in.readVarint(), tariff.scale()));
            time -= in.readSignedVarint();
            var line = new UsageLine(
                    tariff.operation(),
                    quantity,
                    Instant.ofEpochMilli(time * unit),
                    (flags & HAS_MEMBERS) != 0
                            ? lookUp(in.readCount(MAX_DICTIONARY_SIZE), dictionaries.members())
                            : Optional.empty(),
                    (flags & HAS_REFERENCES) != 0
                            ? nonEmpty(in.readString()).map(UsageReference::new)
                            : Optional.empty(),
                    (flags & HAS_AUTHORIZATIONS) != 0
                            ? lookUp(in.readCount(MAX_DICTIONARY_SIZE), dictionaries.holds())
                            : Optional.empty());
            var priced = new PricedLine(
                    line, tariff.category(), tariff.rate(), tariff.rate().costOf(quantity));
            lines.add(new BookedLine(priced, toStatus(flags, isSet(uncovered, i))));
        }
        return lines;
    }

    private static <T> Optional<T> lookUp(int oneBasedIndex, List<T> dictionary) {
        return oneBasedIndex == 0 ? Optional.empty() : Optional.of(dictionary.get(oneBasedIndex - 1));
    }

    private static LineStatus toStatus(int flags, boolean uncovered) {
        if ((flags & IS_REFUSED) != 0) return LineStatus.REFUSED;
        if ((flags & IS_RELEASED) != 0) return LineStatus.RELEASED;
        return uncovered ? LineStatus.UNCOVERED : LineStatus.DEBITED;
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static boolean isSet(byte[] bits, int i) {
        return bits.length > 0 && (bits[i / Byte.SIZE] >> (i % Byte.SIZE) & 1) == 1;
    }
}
