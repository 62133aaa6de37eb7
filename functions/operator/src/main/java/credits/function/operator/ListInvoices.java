package credits.function.operator;

import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.CsvTable;
import credits.http.CsvTable.CsvRow;
import credits.http.PageCursor;
import credits.http.Problem;
import credits.http.ProblemException;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.VatId;
import credits.invoicing.store.InvoiceQueries;
import credits.json.Json;
import credits.money.Eur;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `GET /v1/invoices`: the invoices or credit notes of a year, or of a range of its days, for all organisations, in the
/// order of their numbers, for the seller's bookkeeping. As JSON pages or as parts of one CSV file.
final class ListInvoices {
    private static final String CURSOR = "cursor";
    private static final String SERIES = "series";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 100;
    private static final int CSV_PART_ROWS = 500;
    private static final String CURSOR_BINDING = "GET /v1/invoices|";

    /// A field of the JSON and a column of the CSV.
    ///
    /// @param isUntrusted whether the text is user-supplied and must be guarded against formula injection
    private record Column(String name, boolean isUntrusted, Function<TaxDocument, Optional<String>> value) {
        static Column trusted(String name, Function<TaxDocument, Object> of) {
            return new Column(
                    name, false, document -> Optional.of(of.apply(document).toString()));
        }

        static Column fromBuyer(String name, Function<BillingProfile, Optional<String>> of) {
            return new Column(
                    name, true, document -> of.apply(document.invoiceData().buyer()));
        }
    }

    private static final List<Column> COLUMNS = List.of(
            Column.trusted("number", TaxDocument::number),
            new Column("corrects", false, ListInvoices::correctedDocument),
            Column.trusted("issued_on", TaxDocument::issuedOn),
            Column.trusted("paid_on", document -> document.invoiceData().paidOn()),
            Column.trusted("organisation", document -> document.invoiceData().organisation()),
            Column.trusted("payment", document -> document.invoiceData().paymentId()),
            Column.fromBuyer("legal_name", buyer -> Optional.of(buyer.legalName())),
            Column.fromBuyer("country", buyer -> Optional.of(buyer.country())),
            Column.fromBuyer("vat_id", buyer -> buyer.vatId().map(VatId::number)),
            Column.trusted(
                    "treatment",
                    document -> document.amounts().vat().treatment().name().toLowerCase(Locale.ROOT)),
            new Column("vat_country", false, TaxDocument::taxingCountry),
            Column.trusted("rate", document -> document.amounts().ratePercent()),
            Column.trusted(
                    "net", document -> signedAmount(document, document.amounts().netAmount())),
            Column.trusted(
                    "vat", document -> signedAmount(document, document.amounts().vatAmount())),
            Column.trusted(
                    "total",
                    document -> signedAmount(document, document.amounts().totalAmount())),
            Column.trusted("currency", _ -> "EUR"));

    private final InvoiceQueries invoices;

    ListInvoices(InvoiceQueries invoices) {
        this.invoices = invoices;
    }

    ApiResponse list(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.FINANCE_READ);
        boolean isCsv = request.prefers("text/csv");
        request.requireQueryParametersIn(
                isCsv ? Set.of(SERIES, FROM, TO, CURSOR) : Set.of(SERIES, FROM, TO, "limit", CURSOR));
        int limit = isCsv ? CSV_PART_ROWS : request.countParameter("limit", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        var documents = IssuedRange.parse(request);
        var cursor = request.queryParameter(CURSOR).map(PageCursor::parse);
        var page = page(documents, cursor, limit);
        return isCsv ? csv(page, documents, cursor.isEmpty()) : json(page);
    }

    /// The documents of a series that were issued in a range of days, both included.
    private record IssuedRange(NumberSeries series, Optional<LocalDate> from, Optional<LocalDate> to) {
        static IssuedRange parse(ApiRequest request) {
            var series = request.queryParameter(SERIES)
                    .flatMap(NumberSeries::parse)
                    .orElseThrow(() -> invalid(SERIES, "must be a year such as 2026, or CN-2026 for credit notes"));
            return new IssuedRange(series, date(request, FROM), date(request, TO));
        }

        private static Optional<LocalDate> date(ApiRequest request, String name) {
            try {
                return request.queryParameter(name).map(LocalDate::parse);
            } catch (DateTimeParseException otherForm) {
                throw invalid(name, "must be a date such as 2026-11-22");
            }
        }

        boolean isBefore(TaxDocument document) {
            return from.filter(document.issuedOn()::isBefore).isPresent();
        }

        boolean isNotAfter(TaxDocument document) {
            return to.filter(document.issuedOn()::isAfter).isEmpty();
        }

        /// The query of the list, without a cursor. A cursor is bound to it.
        String query() {
            return SERIES + "=" + series
                    + from.map(day -> "&" + FROM + "=" + day).orElse("")
                    + to.map(day -> "&" + TO + "=" + day).orElse("");
        }
    }

    /// A page and the cursor of the next one, if there is one.
    private record Page(List<TaxDocument> documents, Optional<PageCursor> next) {}

    private Page page(IssuedRange range, Optional<PageCursor> cursor, int limit) {
        int first = cursor.map(given -> position(given, range) + 1).orElseGet(() -> firstPosition(range));
        // One more than requested shows whether there is a next page.
        var documents = invoices.listDocuments(new DocumentNumber(range.series(), first), limit + 1).stream()
                .takeWhile(range::isNotAfter)
                .toList();
        if (documents.size() <= limit) return new Page(documents, Optional.empty());
        var last = documents.get(limit - 1);
        var next = PageCursor.sign(last.number().position(), 0, cursorKey(last), CURSOR_BINDING + range.query());
        return new Page(documents.subList(0, limit), Optional.of(next));
    }

    // By halves: no document is issued on an earlier day than the one before it.
    private int firstPosition(IssuedRange range) {
        if (range.from().isEmpty()) return 1;
        int first = 1;
        int end = invoices.issuedCount(range.series()) + 1;
        while (first < end) {
            int middle = first + (end - first) / 2;
            var document = invoices.findDocument(new DocumentNumber(range.series(), middle));
            if (range.isBefore(document.orElseThrow())) first = middle + 1;
            else end = middle;
        }
        return first;
    }

    private int position(PageCursor cursor, IssuedRange range) {
        if (cursor.position() < 1 || cursor.position() >= Integer.MAX_VALUE / 4) throw PageCursor.unknownCursor();
        int position = Math.toIntExact(cursor.position());
        var document = invoices.findDocument(new DocumentNumber(range.series(), position))
                .orElseThrow(PageCursor::unknownCursor);
        if (!cursor.isAuthentic(cursorKey(document), CURSOR_BINDING + range.query())) throw PageCursor.unknownCursor();
        return position;
    }

    // Known only from the document itself.
    private static byte[] cursorKey(TaxDocument document) {
        return document.invoiceData().paymentReference().getBytes(StandardCharsets.UTF_8);
    }

    private static ApiResponse json(Page page) {
        return ApiResponse.json(
                200,
                Json.object()
                        .put(
                                "data",
                                page.documents().stream()
                                        .map(ListInvoices::json)
                                        .toList())
                        .putOptional("next_cursor", page.next())
                        .build());
    }

    private static Json json(TaxDocument document) {
        var object = Json.object();
        for (var column : COLUMNS) {
            var _ = object.putOptional(column.name(), column.value().apply(document));
        }
        return object.build();
    }

    // The parts, concatenated, are one CSV file.
    private static ApiResponse csv(Page page, IssuedRange range, boolean isFirst) {
        var csv = new CsvTable();
        if (isFirst) {
            var names = new CsvRow();
            COLUMNS.forEach(column -> names.rawCell(column.name()));
            var _ = csv.tryAdd(names);
        }
        for (var document : page.documents()) {
            var _ = csv.tryAdd(row(document));
        }
        var response = ApiResponse.csv(csv, "invoices-" + range.series() + ".csv");
        return page.next()
                .map(cursor -> response.withHeader(
                        "link", "<?" + range.query() + "&" + CURSOR + "=" + cursor + ">; rel=\"next\""))
                .orElse(response);
    }

    private static CsvRow row(TaxDocument document) {
        var row = new CsvRow();
        for (var column : COLUMNS) {
            var value = column.value().apply(document);
            if (column.isUntrusted()) row.textCell(value);
            else row.rawCell(value.orElse(""));
        }
        return row;
    }

    private static Optional<String> correctedDocument(TaxDocument document) {
        return document.precedingDocument().map(preceding -> preceding.number().toString());
    }

    /// The amount, negative on a credit note, so that columns add up.
    private static Eur signedAmount(TaxDocument document, Eur amount) {
        return document instanceof CreditNote ? Eur.ZERO.minus(amount) : amount;
    }

    private static ProblemException invalid(String parameter, String rule) {
        return new ProblemException(Problem.invalidRequest("/query/" + parameter, rule));
    }
}
