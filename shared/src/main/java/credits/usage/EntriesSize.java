package credits.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.identity.Operation;
import credits.pricing.OperationCategory;
import credits.pricing.UnitRate;
import java.util.HashSet;
import java.util.Set;

/// The size of a segment's entries in bytes while reports are added: never less than they take packed, with the ids
/// that the segment records and the events of uncovered lines. What lines have in common counts once, as it is packed.
public final class EntriesSize {
    // The indexes of the source and of the flags, an id, the number of lines; the recorded id; the event.
    private static final int MAX_REPORT_BYTES = 96;
    // The index of a tariff, a time, a bit for the outcome.
    private static final int MAX_LINE_BYTES = 10;
    // The indexes of two names, a price, a unit's quantity, a power of ten.
    private static final int MAX_TARIFF_BYTES = 26;
    private static final int MAX_LENGTH_BYTES = 3;
    private static final int MAX_INDEX_BYTES = 3;
    private static final int BITS_PER_BYTE = 7;

    private final Set<Object> known = new HashSet<>();
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
        // All lines of a report have the same fields.
        if (lines.stream().anyMatch(line -> line.member().isPresent())) bytes += MAX_INDEX_BYTES * lines.size();
        if (lines.stream().anyMatch(line -> line.authorization().isPresent())) bytes += MAX_INDEX_BYTES * lines.size();
        if (lines.stream().anyMatch(line -> line.reference().isPresent())) bytes += MAX_LENGTH_BYTES * lines.size();
        for (var line : lines) add(line);
        for (var line : report.lines()) addTariff(line);
    }

    private void add(UsageLine line) {
        bytes += MAX_LINE_BYTES + varintBytes(line.quantity().micros());
        line.member().ifPresent(member -> addKnown(member, member.value()));
        line.authorization().ifPresent(hold -> addKnown(hold, hold.value()));
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
        bytes += MAX_TARIFF_BYTES + operation.value().length();
        addText(priced.category().name());
        addText(priced.rate().unit().name());
    }

    private void addText(String text) {
        if (known.add(text)) bytes += text.getBytes(UTF_8).length + MAX_LENGTH_BYTES;
    }

    // Ids are ASCII.
    private void addKnown(Object id, String text) {
        if (known.add(id)) bytes += text.length() + MAX_LENGTH_BYTES;
    }
}
