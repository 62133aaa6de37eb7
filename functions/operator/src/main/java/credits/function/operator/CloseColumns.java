package credits.function.operator;

import credits.http.CsvTable.CsvRow;
import credits.ledger.close.ClosingPosition;
import credits.ledger.close.MonthlyCloseStore.AccountMonth;
import credits.ledger.close.Movements;
import credits.money.Eur;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The close as a table: a row for each account.
final class CloseColumns {
    private static final List<String> NAMES = List.of(
            "organisation",
            "month",
            "opening",
            "top_ups",
            "grants",
            "usage",
            "refunds",
            "adjustments",
            "closing",
            "difference",
            "deferred_revenue",
            "granted",
            "receivable",
            "negative_since",
            "uncovered",
            "uncovered_total",
            "uncovered_since",
            "closed",
            "currency");

    private CloseColumns() {}

    static CsvRow header() {
        var header = new CsvRow();
        NAMES.forEach(header::rawCell);
        return header;
    }

    static CsvRow row(AccountMonth account) {
        var totals = account.totals();
        var row = new CsvRow()
                .rawCell(account.organisation())
                .rawCell(totals.month())
                .rawCell(totals.opening());
        addMovements(row, totals.movements());
        var end = totals.end();
        row.rawCell(end.balance()).rawCell(totals.difference());
        addPosition(row, end);
        return row.rawCell(totals.movements().uncovered())
                .rawCell(end.uncovered())
                .rawCell(time(end.uncoveredSince()))
                .rawCell(totals.isClosed())
                .rawCell("EUR");
    }

    private static void addMovements(CsvRow row, Movements moved) {
        for (Eur amount : List.of(moved.topUps(), moved.grants(), moved.usage(), moved.refunds(), moved.adjustments()))
            row.rawCell(amount);
    }

    private static void addPosition(CsvRow row, ClosingPosition end) {
        row.rawCell(end.deferredRevenue())
                .rawCell(end.granted())
                .rawCell(end.receivable())
                .rawCell(time(end.negativeSince()));
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }
}
