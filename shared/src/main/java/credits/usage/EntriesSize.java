package credits.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.identity.Operation;
import credits.pricing.OperationCategory;
import credits.pricing.UnitRate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The size of a segment's entries in bytes while reports are added: never less than they take packed, with the ids
/// that the segment records and the events of uncovered lines. What lines have in common counts once, as it is packed.
public final class EntriesSize {
    // The indexes of the source and of the flags, an id, the number of lines, the first time; the recorded id; the
    // event.
    private static final int MAX_REPORT_BYTES = 104;
    // The indexes of two names, a price, a unit's quantity, a power of ten.
    private static final int MAX_TARIFF_BYTES = 26;
    private static final int MAX_LENGTH_BYTES = 3;
    // An id of less than 128 characters.
    private static final int ID_LENGTH_BYTES = 1;
    private static final int BITS_PER_BYTE = 7;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final Set<Object> known = new HashSet<>();
    private int tariffs;
    private int members;
    private int holds;
    private int bytes;

    /// Returns the size of the reports added so far.
    public int bytes() {
        return bytes;
    }

    /// Adds a report.
    public void add(PricedReport report) {
        bytes += MAX_REPORT_BYTES;
        addText(report.report().source());
        var lines = report.report().lines();
        for (var line : lines) add(line);
        for (var line : report.lines()) addTariff(line);
        // All lines of a report have the same fields; one is the index of a tariff.
        bytes += varintBytes(tariffs) * lines.size();
        if (lines.stream().anyMatch(line -> line.member().isPresent())) bytes += varintBytes(members) * lines.size();
        if (lines.stream().anyMatch(line -> line.authorization().isPresent()))
            bytes += varintBytes(holds) * lines.size();
        if (lines.stream().anyMatch(line -> line.reference().isPresent())) bytes += ID_LENGTH_BYTES * lines.size();
        addTimes(lines);
        bytes += Math.ceilDiv(lines.size(), Byte.SIZE); // a bit for the outcome
    }

    // Each line has the time since the one before, either way, in seconds if all times are whole.
    private void addTimes(List<UsageLine> lines) {
        boolean isWhole = lines.stream().allMatch(line -> line.usedAt().toEpochMilli() % MILLIS_PER_SECOND == 0);
        long unit = isWhole ? MILLIS_PER_SECOND : 1;
        long previous = lines.getFirst().usedAt().toEpochMilli();
        for (var line : lines) {
            long time = line.usedAt().toEpochMilli();
            bytes += varintBytes(2 * Math.abs(time - previous) / unit);
            previous = time;
        }
    }

    private void add(UsageLine line) {
        bytes += varintBytes(line.quantity().micros());
        line.member().ifPresent(member -> members += addKnown(member, member.value()));
        line.authorization().ifPresent(hold -> holds += addKnown(hold, hold.value()));
        line.reference().ifPresent(reference -> bytes += reference.value().length());
    }

    // Seven bits of a number are in a byte.
    private static int varintBytes(long number) {
        return Math.ceilDiv(Long.SIZE - Long.numberOfLeadingZeros(number | 1), BITS_PER_BYTE);
    }

    private record TariffKey(Operation operation, OperationCategory category, UnitRate rate) {}

    private void addTariff(PricedLine priced) {
        var operation = priced.line().operation();
        if (!known.add(new TariffKey(operation, priced.category(), priced.rate()))) return;
        tariffs++;
        bytes += MAX_TARIFF_BYTES + operation.value().length();
        addText(priced.category().name());
        addText(priced.rate().unit().name());
    }

    private void addText(String text) {
        if (known.add(text)) bytes += text.getBytes(UTF_8).length + MAX_LENGTH_BYTES;
    }

    // Ids are ASCII. Returns 1 if it is new.
    private int addKnown(Object id, String text) {
        if (!known.add(id)) return 0;
        bytes += text.length() + ID_LENGTH_BYTES;
        return 1;
    }
}
