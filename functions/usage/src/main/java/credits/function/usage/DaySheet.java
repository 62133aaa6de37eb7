package credits.function.usage;

import credits.ledger.Sheet;
import credits.usage.Entry;
import credits.wire.Csv;
import credits.wire.Csv.Row;

/// Writes entries as CSV rows while they are read, without keeping them.
final class DaySheet implements Sheet {
    private final Csv csv = new Csv();

    /// Begins a part of the CSV file. Only the first part has the header row.
    static DaySheet part(boolean isFirst) {
        var sheet = new DaySheet();
        if (isFirst && !sheet.csv.takes(columns())) throw new IllegalStateException("the header row does not fit");
        return sheet;
    }

    private static Row columns() {
        var row = new Row();
        for (var column : new String[] {
            "id",
            "time",
            "category",
            "operation",
            "quantity",
            "unit_quantity",
            "unit",
            "unit_price",
            "cost",
            "member",
            "source",
            "reference",
            "status"
        }) {
            row.exactly(column);
        }
        return row;
    }

    @Override
    public boolean takes(Entry entry) {
        var priced = entry.booked().priced();
        var line = priced.line();
        return csv.takes(new Row()
                .exactly(entry.id())
                .exactly(line.at())
                .text(priced.category().name())
                .text(line.operation().value())
                .exactly(line.quantity())
                .exactly(priced.rate().unit().quantity())
                .text(priced.rate().unit().name())
                .exactly(priced.rate().unitPrice())
                .exactly(priced.cost())
                .text(line.member())
                .text(entry.source())
                .text(line.reference())
                .exactly(entry.booked().status().word()));
    }

    @Override
    public int room() {
        return csv.room();
    }

    Csv table() {
        return csv;
    }
}
