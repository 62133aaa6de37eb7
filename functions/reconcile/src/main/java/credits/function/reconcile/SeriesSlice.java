package credits.function.reconcile;

import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.store.InvoiceQueries;

/// The documents of one number series, a page at a time: counts the assigned numbers that have none.
final class SeriesSlice implements Slice {
    private static final int PAGE_SIZE = 500;

    private final InvoiceQueries invoices;
    private final NumberSeries series;

    SeriesSlice(InvoiceQueries invoices, NumberSeries series) {
        this.invoices = invoices;
        this.series = series;
    }

    @Override
    public String name() {
        return series.toString();
    }

    // The position is the last number that was looked at.
    @Override
    public SliceProgress advance(SliceProgress progress) {
        int done = progress.position().map(Integer::parseInt).orElse(0);
        int issued = invoices.issuedCount(series);
        if (done >= issued) return progress.completed();
        var page = invoices.listDocuments(new DocumentNumber(series, done + 1), PAGE_SIZE);
        int last = page.isEmpty() ? issued : page.getLast().number().position();
        return progress.plus(MissingInvoiceCheck.GAPS, last - done - page.size()).at(Integer.toString(last));
    }
}
