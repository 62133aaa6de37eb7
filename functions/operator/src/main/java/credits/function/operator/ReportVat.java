package credits.function.operator;

import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.CsvTable;
import credits.http.CsvTable.CsvRow;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.VatPeriod;
import credits.invoicing.VatSummary;
import credits.invoicing.VatSummary.VatGroup;
import credits.invoicing.VatSummary.VatSums;
import credits.invoicing.store.InvoiceQueries;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.money.Eur;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `GET /v1/vat_report`: the VAT of a month or a quarter, by treatment, country and rate, from the documents alone.
final class ReportVat {
    private static final String PERIOD = "period";
    // What DynamoDB returns at a time is less.
    private static final int PAGE_SIZE = 2_000;
    private static final List<String> COLUMNS =
            List.of("treatment", "country", "rate", "invoices", "credit_notes", "net", "vat", "total", "currency");

    private final InvoiceQueries invoices;

    ReportVat(InvoiceQueries invoices) {
        this.invoices = invoices;
    }

    ApiResponse report(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.FINANCE_READ);
        request.requireQueryParametersIn(Set.of(PERIOD));
        var period = request.queryParameter(PERIOD).flatMap(VatPeriod::parse).orElseThrow(ReportVat::invalidPeriod);
        var summary = summarise(period);
        return request.prefers("text/csv") ? csv(period, summary) : ApiResponse.json(200, json(period, summary));
    }

    // A payment of December may be invoiced in January.
    private VatSummary summarise(VatPeriod period) {
        var summary = new VatSummary();
        int year = period.first().getYear();
        add(new NumberSeries(NumberSeries.Kind.INVOICES, year), period, summary);
        add(new NumberSeries(NumberSeries.Kind.INVOICES, year + 1), period, summary);
        add(new NumberSeries(NumberSeries.Kind.CREDIT_NOTES, year), period, summary);
        return summary;
    }

    private void add(NumberSeries series, VatPeriod period, VatSummary summary) {
        int next = 1;
        while (true) {
            var page = invoices.listDocuments(new DocumentNumber(series, next), PAGE_SIZE);
            if (page.isEmpty()) return;
            page.stream().filter(period::contains).forEach(summary::add);
            next = page.getLast().number().position() + 1;
        }
    }

    private static Json.JsonObject json(VatPeriod period, VatSummary summary) {
        return Json.object()
                .put("period", period.name())
                .put("first_day", period.first().toString())
                .put("last_day", period.last().toString())
                .put(
                        "data",
                        summary.sums().entrySet().stream()
                                .map(each -> json(each.getKey(), each.getValue()))
                                .toList())
                .put("total", json(summary.total()).build())
                .build();
    }

    private static Json json(VatGroup group, VatSums sums) {
        return json(sums)
                .put("treatment", treatment(group))
                .put("country", group.country())
                .put("rate", rate(group))
                .build();
    }

    private static JsonObjectBuilder json(VatSums sums) {
        return Json.object()
                .put("invoices", sums.invoiceCount())
                .put("credit_notes", sums.creditNoteCount())
                .put("net", amount(sums.netCents()))
                .put("vat", amount(sums.vatCents()))
                .put("total", amount(sums.netCents() + sums.vatCents()))
                .put("currency", "EUR");
    }

    private static ApiResponse csv(VatPeriod period, VatSummary summary) {
        var csv = new CsvTable();
        var header = new CsvRow();
        COLUMNS.forEach(header::rawCell);
        var _ = csv.tryAdd(header);
        summary.sums().forEach((group, sums) -> {
            var _ = csv.tryAdd(row(group, sums));
        });
        return ApiResponse.csv(csv, "vat-" + period.name() + ".csv");
    }

    private static CsvRow row(VatGroup group, VatSums sums) {
        var row = new CsvRow();
        row.rawCell(treatment(group));
        row.rawCell(group.country());
        row.rawCell(rate(group));
        row.rawCell(Long.toString(sums.invoiceCount()));
        row.rawCell(Long.toString(sums.creditNoteCount()));
        row.rawCell(amount(sums.netCents()));
        row.rawCell(amount(sums.vatCents()));
        row.rawCell(amount(sums.netCents() + sums.vatCents()));
        row.rawCell("EUR");
        return row;
    }

    private static String treatment(VatGroup group) {
        return group.treatment().name().toLowerCase(Locale.ROOT);
    }

    private static String rate(VatGroup group) {
        return BigDecimal.valueOf(group.rateBasisPoints(), 2)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String amount(long cents) {
        return Eur.ofCents(cents).toString();
    }

    private static ProblemException invalidPeriod() {
        return new ProblemException(Problem.invalidRequest(
                "/query/" + PERIOD, "must be a month such as 2026-11, or a quarter such as 2026-Q4"));
    }
}
