package credits.function.operator;

import credits.ledger.InvoiceRecords;
import credits.money.Eur;
import credits.topup.Buyer;
import credits.topup.DocumentNumber;
import credits.topup.Series;
import credits.topup.TaxDocument;
import credits.topup.TaxDocument.CreditNote;
import credits.topup.VatId;
import credits.wire.Caller;
import credits.wire.Csv;
import credits.wire.Csv.Row;
import credits.wire.Cursor;
import credits.wire.HttpRequest;
import credits.wire.HttpResponse;
import credits.wire.Json;
import credits.wire.Permission;
import credits.wire.Problem;
import credits.wire.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `GET /v1/invoices`: the invoices or credit notes of a year for all organisations, in the order of their numbers, for
/// the seller's bookkeeping. As JSON pages or as parts of one CSV file.
final class InvoiceList {
    private static final String CURSOR = "cursor";
    private static final String SERIES = "series";
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 100;
    private static final int ROWS = 500;
    private static final String BINDING = "GET /v1/invoices|";

    /// A field of the JSON and a column of the CSV.
    ///
    /// @param isOthers whether the text is user-supplied and must be guarded against formula injection
    private record Column(String name, boolean isOthers, Function<TaxDocument, Optional<String>> of) {
        static Column ours(String name, Function<TaxDocument, Object> of) {
            return new Column(
                    name, false, document -> Optional.of(of.apply(document).toString()));
        }

        static Column others(String name, Function<Buyer, Optional<String>> of) {
            return new Column(name, true, document -> of.apply(document.sale().buyer()));
        }
    }

    private static final List<Column> COLUMNS = List.of(
            Column.ours("number", TaxDocument::number),
            new Column("corrects", false, InvoiceList::corrects),
            Column.ours("issued_on", TaxDocument::issuedOn),
            Column.ours("paid_on", document -> document.sale().paidOn()),
            Column.ours("organisation", document -> document.sale().organisation()),
            Column.ours("payment", document -> document.sale().payment()),
            Column.others("legal_name", buyer -> Optional.of(buyer.legalName())),
            Column.others("country", buyer -> Optional.of(buyer.country())),
            Column.others("vat_id", buyer -> buyer.vatId().map(VatId::number)),
            Column.ours(
                    "treatment",
                    document -> document.amounts().vat().treatment().name().toLowerCase(Locale.ROOT)),
            Column.ours("rate", document -> document.amounts().percent()),
            Column.ours("net", document -> signed(document, document.amounts().net())),
            Column.ours("vat", document -> signed(document, document.amounts().tax())),
            Column.ours("total", document -> signed(document, document.amounts().total())),
            Column.ours("currency", _ -> "EUR"));

    private final InvoiceRecords invoices;

    InvoiceList(InvoiceRecords invoices) {
        this.invoices = invoices;
    }

    HttpResponse list(HttpRequest request, Caller caller) {
        caller.require(Permission.FINANCE_READ);
        boolean table = request.prefers("text/csv");
        request.refuseQueryBeside(table ? Set.of(SERIES, CURSOR) : Set.of(SERIES, "limit", CURSOR));
        int most = table ? ROWS : request.count("limit", USUAL_PAGE, LARGEST_PAGE);
        var series = request.query(SERIES).flatMap(Series::parse).orElseThrow(InvoiceList::noSeries);
        var cursor = request.query(CURSOR).map(Cursor::read);
        var page = page(series, cursor, most);
        return table ? csv(page, series, cursor.isEmpty()) : json(page);
    }

    /// A page and the cursor of the next one, if there is one.
    private record Page(List<TaxDocument> documents, Optional<Cursor> next) {}

    private Page page(Series series, Optional<Cursor> cursor, int most) {
        int after = cursor.map(given -> position(given, series)).orElse(0);
        // One more than requested shows whether there is a next page.
        var found = invoices.page(new DocumentNumber(series, after + 1), most + 1);
        if (found.size() <= most) return new Page(found, Optional.empty());
        var last = found.get(most - 1);
        var next = Cursor.seal(last.number().position(), 0, key(last), BINDING + series);
        return new Page(found.subList(0, most), Optional.of(next));
    }

    private int position(Cursor cursor, Series series) {
        if (cursor.segment() < 1 || cursor.segment() >= Integer.MAX_VALUE / 4) throw Cursor.unknown();
        int position = Math.toIntExact(cursor.segment());
        var document = invoices.find(new DocumentNumber(series, position)).orElseThrow(Cursor::unknown);
        if (!cursor.isGenuine(key(document), BINDING + series)) throw Cursor.unknown();
        return position;
    }

    // Known only from the document itself.
    private static byte[] key(TaxDocument document) {
        return document.sale().reference().getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse json(Page page) {
        return HttpResponse.json(
                200,
                Json.object()
                        .put(
                                "data",
                                page.documents().stream().map(InvoiceList::json).toList())
                        .putOptional("next_cursor", page.next())
                        .end());
    }

    private static Json json(TaxDocument document) {
        var object = Json.object();
        for (var column : COLUMNS) {
            var _ = object.putOptional(column.name(), column.of().apply(document));
        }
        return object.end();
    }

    // The parts, concatenated, are one CSV file.
    private static HttpResponse csv(Page page, Series series, boolean isFirst) {
        var csv = new Csv();
        if (isFirst) {
            var names = new Row();
            COLUMNS.forEach(column -> names.exactly(column.name()));
            var _ = csv.takes(names);
        }
        for (var document : page.documents()) {
            var _ = csv.takes(row(document));
        }
        var answer = HttpResponse.csv(csv, "invoices-" + series + ".csv");
        return page.next()
                .map(cursor -> answer.with(
                        "link", "<?" + SERIES + "=" + series + "&" + CURSOR + "=" + cursor + ">; rel=\"next\""))
                .orElse(answer);
    }

    private static Row row(TaxDocument document) {
        var row = new Row();
        for (var column : COLUMNS) {
            var value = column.of().apply(document);
            if (column.isOthers()) row.text(value);
            else row.exactly(value.orElse(""));
        }
        return row;
    }

    private static Optional<String> corrects(TaxDocument document) {
        return switch (document) {
            case CreditNote note -> Optional.of(note.invoice().number().toString());
            case TaxDocument.Invoice _ -> Optional.empty();
        };
    }

    /// The amount, negative on a credit note, so that columns add up.
    private static Eur signed(TaxDocument document, Eur amount) {
        return document instanceof CreditNote ? Eur.ZERO.minus(amount) : amount;
    }

    private static Rejected noSeries() {
        return new Rejected(
                Problem.invalidRequest("/query/" + SERIES, "must be a year such as 2026, or CN-2026 for credit notes"));
    }
}
