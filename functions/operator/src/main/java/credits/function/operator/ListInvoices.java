package credits.function.operator;

import static java.util.stream.Collectors.toSet;

import credits.http.ApiPermission;
import credits.http.ApiRequest;
import credits.http.ApiResponse;
import credits.http.Caller;
import credits.http.CsvTable;
import credits.http.CsvTable.CsvRow;
import credits.http.PageCursor;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentNumber;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.VatId;
import credits.invoicing.store.InvoiceQueries;
import credits.json.Json;
import credits.money.Eur;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// `GET /v1/invoices`: the invoices or credit notes of a year, or of a range of its days, for all organisations, in the
/// order of their numbers, for the seller's bookkeeping. As JSON pages, as parts of one CSV file, or as
/// ZIPs of the documents themselves.
final class ListInvoices {
    private static final String ZIP = "application/zip";
    private static final String CURSOR = "cursor";
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
    private final DocumentZip documentZip;

    ListInvoices(InvoiceQueries invoices, DocumentZip documentZip) {
        this.invoices = invoices;
        this.documentZip = documentZip;
    }

    ApiResponse list(ApiRequest request, Caller caller) {
        caller.requirePermission(ApiPermission.FINANCE_READ);
        boolean isZip = request.prefers(ZIP);
        boolean isCsv = !isZip && request.prefers("text/csv");
        boolean isFile = isZip || isCsv;
        var own = Stream.of(CURSOR, isFile ? CURSOR : "limit");
        request.requireQueryParametersIn(
                Stream.concat(IssuedRange.PARAMETERS.stream(), own).collect(toSet()));
        int fileLimit = isZip ? DocumentZip.MAX_DOCUMENTS : CSV_PART_ROWS;
        int limit = isFile ? fileLimit : request.countParameter("limit", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
        var range = IssuedRange.parse(request);
        var cursor = request.queryParameter(CURSOR).map(PageCursor::parse);
        var page = page(range, cursor, limit);
        if (isZip) return withNext(zip(page, range), page, range);
        return isCsv ? withNext(csv(page, range, cursor.isEmpty()), page, range) : json(page);
    }

    private static ApiResponse withNext(ApiResponse response, Page page, IssuedRange range) {
        return page.next()
                .map(cursor -> response.withHeader(
                        "link", "<?" + range.query() + "&" + CURSOR + "=" + cursor + ">; rel=\"next\""))
                .orElse(response);
    }

    // Named after its first document, since each part is a file of its own.
    private ApiResponse zip(Page page, IssuedRange range) {
        var first = page.documents().stream()
                .map(document -> "-" + document.number().position());
        var name = "documents-" + range.series() + first.findFirst().orElse("") + ".zip";
        return ApiResponse.file(documentZip.of(page.documents()), ZIP, name);
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
        return ApiResponse.csv(csv, "invoices-" + range.series() + ".csv");
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
}
