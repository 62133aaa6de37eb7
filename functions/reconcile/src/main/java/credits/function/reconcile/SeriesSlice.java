package credits.function.reconcile;

import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.store.InvoiceQueries;
import java.util.function.Consumer;

/// The documents of one number series, a page at a time: counts the assigned numbers that have none.
final class SeriesSlice implements Slice {
    /// The count of assigned numbers without a document.
    static final String GAPS = "gaps";

    /// The count of series that cannot be read.
    static final String FAILED = "series_failed";

    private static final int PAGE_SIZE = 500;

    private final InvoiceQueries invoices;
    private final NumberSeries series;
    private final Consumer<String> log;

    SeriesSlice(InvoiceQueries invoices, NumberSeries series, Consumer<String> log) {
        this.invoices = invoices;
        this.series = series;
        this.log = log;
    }

    @Override
    public String name() {
        return series.toString();
    }

    @Override
    public SliceProgress advance(SliceProgress progress) {
        try {
            return readPage(progress);
        } catch (RuntimeException unreadable) {
            new TaskFailures(log).add(unreadable);
            return progress.plus(FAILED, 1).completed();
        }
    }

    // The position is the last number that was looked at.
    private SliceProgress readPage(SliceProgress progress) {
        int done = progress.position().map(Integer::parseInt).orElse(0);
        int issued = invoices.issuedCount(series);
        if (done >= issued) return progress.completed();
        var page = invoices.listDocuments(new DocumentNumber(series, done + 1), PAGE_SIZE);
        int last = page.isEmpty() ? issued : page.getLast().number().position();
        return progress.plus(GAPS, last - done - page.size()).at(Integer.toString(last));
    }
}
