package credits.function.usage;

import credits.http.CsvTable;
import credits.http.CsvTable.CsvRow;
import credits.ledger.query.EntrySink;
import credits.profile.ErasedMembers;
import credits.usage.LedgerEntry;

/// Writes entries as CSV rows while they are read, without keeping them.
final class DailyUsageCsv implements EntrySink {
    private final CsvTable csv = new CsvTable();
    private final ErasedMembers erasedMembers;

    private DailyUsageCsv(ErasedMembers erasedMembers) {
        this.erasedMembers = erasedMembers;
    }

    /// Begins a part of the CSV file. Only the first part has the header row.
    static DailyUsageCsv newPart(boolean isFirst, ErasedMembers erasedMembers) {
        var sheet = new DailyUsageCsv(erasedMembers);
        if (isFirst && !sheet.csv.tryAdd(columns())) throw new IllegalStateException("the header row does not fit");
        return sheet;
    }

    private static CsvRow columns() {
        var row = new CsvRow();
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
            row.rawCell(column);
        }
        return row;
    }

    @Override
    public boolean tryAdd(LedgerEntry entry) {
        var priced = entry.bookedLine().pricedLine();
        var line = priced.line();
        return csv.tryAdd(new CsvRow()
                .rawCell(entry.id())
                .rawCell(line.usedAt())
                .textCell(priced.category().name())
                .textCell(line.operation().value())
                .rawCell(line.quantity())
                .rawCell(priced.rate().unit().quantity())
                .textCell(priced.rate().unit().name())
                .rawCell(priced.rate().unitPrice())
                .rawCell(priced.cost())
                .textCell(line.member().map(erasedMembers::shown))
                .textCell(entry.source())
                .textCell(line.reference())
                .rawCell(entry.bookedLine().status().apiName()));
    }

    @Override
    public int remaining() {
        return csv.remainingRows();
    }

    CsvTable csv() {
        return csv;
    }
}
